package io.parley.cli;

/** A flag or setting that cannot be used, in words that name it, its value and the rule. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public UsageException(String message) {
    super(message);
  }
}
