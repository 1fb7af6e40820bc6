package io.parley.protocol;

import java.util.Locale;

/** What an exchange of a protocol may change outside the node that answers. */
public enum Effects {
  /** Nothing: it may be asked again without harm. */
  READ_ONLY,
  /** Something: it books, orders, switches. */
  WRITES;

  /** The word in a document, lower case with a hyphen. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
