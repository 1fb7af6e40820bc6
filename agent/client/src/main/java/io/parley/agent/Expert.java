package io.parley.agent;

import io.parley.message.Answer;

/** Answers the questions on a subject. */
@FunctionalInterface
public interface Expert {
  /**
   * Answers one; called on the agent's own threads, several at once where several are asked. May
   * take its time.
   *
   * @throws Exception then the asker is told that the expert failed, and the log why
   */
  Answer answer(Inquiry inquiry) throws Exception;
}
