package io.parley.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer, final unless {@code provisional}.
 *
 * @param id the question's id, where it had one
 * @param status how the question ended
 * @param text the answer, or the best guess of an unsure one
 * @param data the reply of a protocol, plain Java data
 * @param confidence 0..1, calibrated; absent if it is not calibrated
 * @param route how the node in {@code by} found it
 * @param by who gave it
 * @param hops every node that took the question, nearest to the asker first
 * @param evidence what it rests on
 * @param cost what it cost
 * @param reason why it is not {@code answered}; present exactly then
 * @param ack whether a protocol message was accepted; absent on questions in words
 * @param nak why a protocol message was not accepted
 * @param provisional whether one final answer may follow under the same id
 */
public record Answer(
    @Nullable String id,
    Status status,
    @Nullable String text,
    @Nullable Object data,
    @Nullable Double confidence,
    Route route,
    By by,
    List<Hop> hops,
    List<Evidence> evidence,
    @Nullable Cost cost,
    @Nullable Reason reason,
    @Nullable Boolean ack,
    @Nullable Nak nak,
    boolean provisional) {
  public Answer {
    if (confidence != null && !(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence %s must lie in 0..1".formatted(confidence));
    }
    if ((status == Status.ANSWERED) != (reason == null)) {
      throw new IllegalArgumentException(
          "reason must be given exactly where status is not answered, status is " + status.word());
    }
    hops = List.copyOf(hops);
    evidence = List.copyOf(evidence);
  }

  /** Starts an answer of a node. */
  public static AnswerDraft by(By by) {
    return new AnswerDraft(by);
  }

  /** Starts from this answer, to change some of it. */
  public AnswerDraft change() {
    return new AnswerDraft(this);
  }
}
