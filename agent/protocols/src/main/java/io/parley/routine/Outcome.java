package io.parley.routine;

/** How a protocol message ended at a routine. */
public sealed interface Outcome {
  /**
   * It succeeded.
   *
   * @param reply fits the reply schema
   */
  record Replied(Object reply) implements Outcome {}

  /**
   * The document says that such a request fails so; this is an answer, not a fault.
   *
   * @param code one of the document's error codes
   */
  record Erred(String code) implements Outcome {}

  /**
   * The body does not fit the request schema.
   *
   * @param why the field, the value and the rule
   */
  record Malformed(String why) implements Outcome {}

  /**
   * The routine gave no reply, or one that does not fit.
   *
   * @param rule the rule in one word
   * @param why the rule in words
   */
  record Failed(String rule, String why) implements Outcome {}
}
