package io.parley.routine;

/** A routine that is not admitted, or gave no reply. */
public final class RoutineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String rule;

  /** Names the rule in one word, and says value and rule in the message. */
  public RoutineException(String rule, String message) {
    super(message);
    this.rule = rule;
  }

  /** The rule that was broken, one word with hyphens: {@code steps}, {@code function}. */
  public String rule() {
    return rule;
  }
}
