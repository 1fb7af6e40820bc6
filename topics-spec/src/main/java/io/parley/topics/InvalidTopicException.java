package io.parley.topics;

import io.parley.message.Reason;

/** A topic that the tree does not have, or a level of it outside the pattern. */
public final class InvalidTopicException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  InvalidTopicException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** {@code invalid-topic} or {@code invalid-id}, with the topic and the rule. */
  public Reason reason() {
    return new Reason(code, String.valueOf(getMessage()));
  }
}
