package io.parley.access;

import io.parley.message.Ids;

/**
 * The second word of a line in the password file: a role, or {@code gateway@SITE}.
 *
 * @param role what the user is trusted with
 * @param site the site for which a gateway speaks; empty: none beside its own name
 */
public record RoleWord(Role role, String site) {
  public RoleWord {
    if (!site.isEmpty()) {
      Ids.require("site", site);
      if (role != Role.GATEWAY) {
        throw new IllegalArgumentException(
            "site '%s' must stand with the role gateway only".formatted(site));
      }
    }
  }

  /**
   * Reads the word.
   *
   * @throws IllegalArgumentException if it is none, with the rule
   */
  public static RoleWord read(String word) {
    int at = word.indexOf('@');
    return at < 0
        ? new RoleWord(Role.ofWord(word), "")
        : new RoleWord(
            Role.ofWord(word.substring(0, at)), Ids.require("site", word.substring(at + 1)));
  }

  /** The word. */
  public String word() {
    return site.isEmpty() ? role.word() : role.word() + "@" + site;
  }
}
