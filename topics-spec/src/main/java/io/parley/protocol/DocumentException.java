package io.parley.protocol;

/** Bytes that are no protocol document; the answer to them is {@code nak malformed}. */
public final class DocumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String rule;

  /** Names the rule in one word, and says field, value and rule in the message. */
  public DocumentException(String rule, String message) {
    super(message);
    this.rule = rule;
  }

  /** The rule that was broken, one word with hyphens: {@code size}, {@code utf-8}, {@code nfc}. */
  public String rule() {
    return rule;
  }
}
