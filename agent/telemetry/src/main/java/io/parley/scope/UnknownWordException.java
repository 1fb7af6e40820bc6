package io.parley.scope;

/** An entry of a scope names nothing at the site. */
public final class UnknownWordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String word;

  /**
   * Such an entry.
   *
   * @param word the entry, or all entries of the scope where only together they name nothing; empty
   *     where the scope restricts nothing and nothing is there
   */
  UnknownWordException(String word) {
    super("no '%s' is known here".formatted(word), null, false, false);
    this.word = word;
  }

  /** The entry; see the constructor. */
  public String word() {
    return word;
  }
}
