package io.parley.message;

import io.parley.query.Query;
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
 * @param query the query that was answered, or that could not be
 * @param readAs how the question was understood: one line of 1 to {@value #LONGEST_READ_AS}
 *     characters
 * @param lang the language of {@code text}, a tag of BCP 47
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
    boolean provisional,
    @Nullable Query query,
    @Nullable String readAs,
    @Nullable String lang) {
  /** The longest {@code readAs}, in characters. */
  public static final int LONGEST_READ_AS = 1_000;

  public Answer {
    if (confidence != null && !(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence %s must lie in 0..1".formatted(confidence));
    }
    if ((status == Status.ANSWERED) != (reason == null)) {
      throw new IllegalArgumentException(
          "reason must be given exactly where status is not answered, status is " + status.word());
    }
    if (readAs != null && !validReadAs(readAs)) {
      throw new IllegalArgumentException(
          "readAs '%s' must be one line of 1 to %d characters"
              .formatted(Shown.shortened(readAs), LONGEST_READ_AS));
    }
    if (lang != null) {
      Ids.requireLanguage("lang", lang);
    }
    hops = List.copyOf(hops);
    evidence = List.copyOf(evidence);
  }

  /** An answer with neither query, reading nor language. */
  public Answer(
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
    this(
        id,
        status,
        text,
        data,
        confidence,
        route,
        by,
        hops,
        evidence,
        cost,
        reason,
        ack,
        nak,
        provisional,
        null,
        null,
        null);
  }

  private static boolean validReadAs(String line) {
    return !line.isBlank()
        && line.length() <= LONGEST_READ_AS
        && line.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029);
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
