package io.parley.grammar;

/** A grammar or schema that cannot be used; the message names the place and the rule. */
public final class GrammarException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public GrammarException(String message) {
    super(message);
  }
}
