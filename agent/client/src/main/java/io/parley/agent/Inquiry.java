package io.parley.agent;

import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Codes;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.message.Status;
import java.time.Instant;

/**
 * A question that came to an expert, with the ways to answer it.
 *
 * @param question what is asked
 * @param subject levels joined by slashes; empty for {@code any}
 * @param until when the answer is no longer wanted
 * @param self who answers
 */
public record Inquiry(Question question, String subject, Instant until, By self) {
  /** The words of the question; empty where it is one of a protocol. */
  public String text() {
    String text = question.text();
    return text == null ? "" : text;
  }

  /** An answer that code has read or computed, and that is sure. */
  public Answer answer(String text) {
    return answer(text, 1);
  }

  /** An answer of this calibrated confidence, 0..1. */
  public Answer answer(String text, double confidence) {
    return Answer.by(self).answered(Route.EXPERT, text).confidence(confidence).build();
  }

  /** The expert does not know; the router looks elsewhere. */
  public Answer unsure(String why) {
    return Answer.by(self).ended(Status.UNSURE, Codes.NO_ANSWER, why).build();
  }
}
