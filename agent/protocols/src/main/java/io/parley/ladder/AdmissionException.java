package io.parley.ladder;

import io.parley.message.Nak;

/** A document, routine, signature or state that is not admitted here. */
public final class AdmissionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Nak nak;
  private final String rule;

  /** Names the code for the other side, the rule in one word, and the rest in words. */
  public AdmissionException(Nak nak, String rule, String message) {
    super(message);
    this.nak = nak;
    this.rule = rule;
  }

  /** What the other side is told. */
  public Nak nak() {
    return nak;
  }

  /** The rule that was broken, one word with hyphens. */
  public String rule() {
    return rule;
  }
}
