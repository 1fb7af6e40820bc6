package io.parley.broker;

/**
 * How this node's own clients reach its broker.
 *
 * @param url where
 * @param user the user name to give
 * @param password the password to give, new at every start
 */
public record NodeLink(String url, String user, String password) {
  /** Shows that there is a password, never which. */
  @Override
  public String toString() {
    return "NodeLink[%s, %s, ***]".formatted(url, user);
  }
}
