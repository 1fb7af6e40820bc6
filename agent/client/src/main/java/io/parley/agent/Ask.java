package io.parley.agent;

import io.parley.message.Answer;
import io.parley.message.Frame;
import io.parley.message.Needs;
import io.parley.message.Question;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A question and how it is to be answered. Each method returns a changed copy.
 *
 * @param question what is asked
 * @param subject levels joined by slashes; empty: {@code any}
 * @param time how long the answer is wanted, 1 ms to 1 day
 * @param onFrame hears the answer as it grows; absent: no stream is asked for
 * @param onProvisional hears a provisional answer; absent: none is asked for
 * @param traceparent W3C trace context, carried along
 */
public record Ask(
    Question question,
    String subject,
    Duration time,
    @Nullable Consumer<Frame> onFrame,
    @Nullable Consumer<Answer> onProvisional,
    @Nullable String traceparent) {
  public Ask {
    if (time.toMillis() < 1 || time.toMillis() > Needs.LONGEST_MS) {
      throw new IllegalArgumentException(
          "time %s must lie in 1 ms..%d ms".formatted(time, Needs.LONGEST_MS));
    }
  }

  /** A question in words, of 30 s. */
  public static Ask of(String text) {
    return of(Question.ofText(text));
  }

  /** Any question, of 30 s. */
  public static Ask of(Question question) {
    return new Ask(question, "", Duration.ofMillis(Needs.DEFAULT_MS), null, null, null);
  }

  /** Under this subject, such as {@code boiler/3}. */
  public Ask about(String newSubject) {
    return new Ask(question, newSubject, time, onFrame, onProvisional, traceparent);
  }

  /** To be answered within this time. */
  public Ask within(Duration newTime) {
    return new Ask(question, subject, newTime, onFrame, onProvisional, traceparent);
  }

  /** With an answer at least this sure, 0..1. */
  public Ask sure(double confidence) {
    Needs old = question.needs();
    return needing(
        new Needs(confidence, old.hops(), old.ms(), old.local(), old.mayWait()), onProvisional);
  }

  /** Never to leave the node that takes it. */
  public Ask locally() {
    Needs old = question.needs();
    return needing(
        new Needs(old.confidence(), old.hops(), old.ms(), true, old.mayWait()), onProvisional);
  }

  /** Hearing the answer as it grows, on the agent's own threads, in order. */
  public Ask streaming(Consumer<Frame> listener) {
    return new Ask(question.withStream(true), subject, time, listener, onProvisional, traceparent);
  }

  /** Hearing an unsure answer first, where a surer one may follow until the time is over. */
  public Ask waiting(Consumer<Answer> listener) {
    Needs old = question.needs();
    return needing(new Needs(old.confidence(), old.hops(), old.ms(), old.local(), true), listener);
  }

  /** With a W3C trace context. */
  public Ask traced(String newTraceparent) {
    return new Ask(question, subject, time, onFrame, onProvisional, newTraceparent);
  }

  private Ask needing(Needs needs, @Nullable Consumer<Answer> listener) {
    return new Ask(question.withNeeds(needs), subject, time, onFrame, listener, traceparent);
  }
}
