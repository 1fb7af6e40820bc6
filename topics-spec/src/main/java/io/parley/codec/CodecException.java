package io.parley.codec;

import io.parley.message.Reason;

/** A payload that cannot be taken for what it should be. */
public final class CodecException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String field;
  private final String text;

  /**
   * What is wrong with a payload.
   *
   * @param code one of {@link io.parley.message.Codes}
   * @param field the field with its path ({@code needs.hops}); empty for the payload as a whole
   * @param text a sentence that names the field, the value and the rule
   */
  public CodecException(String code, String field, String text) {
    super(code + ": " + text);
    this.code = code;
    this.field = field;
    this.text = text;
  }

  /** One of {@link io.parley.message.Codes}. */
  public String code() {
    return code;
  }

  /** The field with its path; empty for the payload as a whole. */
  public String field() {
    return field;
  }

  /** A sentence that names the field, the value and the rule. */
  public String text() {
    return text;
  }

  /** Code and text, as an answer carries them. */
  public Reason reason() {
    return new Reason(code, text);
  }
}
