package io.parley.http;

import io.parley.access.Who;
import io.parley.message.Answer;
import io.parley.message.Question;
import java.util.concurrent.CompletableFuture;

/** Whom the API asks. */
public interface Asking {
  /**
   * Asks this node.
   *
   * @param subject levels joined by slashes; empty for none
   * @param who whose rights the question has
   * @return completes with the final answer, within the time of {@code question.needs().ms()}, else
   *     30 s
   */
  CompletableFuture<Answer> ask(Question question, String subject, Who who);
}
