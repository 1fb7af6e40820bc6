package io.parley.routine;

/** Code that turns the body of a protocol message and facts into its reply. No I/O, no state. */
public interface Routine {
  /**
   * Answers.
   *
   * @return the reply, a plain Java tree; a map with the one key {@code error} and a code of the
   *     document where the document says that it fails
   * @throws RoutineException if there is no reply
   */
  Object answer(RoutineInput input);
}
