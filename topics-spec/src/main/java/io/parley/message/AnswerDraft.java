package io.parley.message;

import io.parley.query.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An {@link Answer} in the making; not for more than one thread. */
public final class AnswerDraft {
  private By by;
  private @Nullable String id;
  private Status status = Status.ANSWERED;
  private @Nullable String text;
  private @Nullable Object data;
  private @Nullable Double confidence;
  private Route route = Route.NONE;
  private List<Hop> hops = List.of();
  private List<Evidence> evidence = List.of();
  private @Nullable Cost cost;
  private @Nullable Reason reason;
  private @Nullable Boolean ack;
  private @Nullable Nak nak;
  private boolean provisional;
  private @Nullable Query query;
  private @Nullable String readAs;
  private @Nullable String lang;

  AnswerDraft(By by) {
    this.by = by;
  }

  AnswerDraft(Answer from) {
    by = from.by();
    id = from.id();
    status = from.status();
    text = from.text();
    data = from.data();
    confidence = from.confidence();
    route = from.route();
    hops = from.hops();
    evidence = from.evidence();
    cost = from.cost();
    reason = from.reason();
    ack = from.ack();
    nak = from.nak();
    provisional = from.provisional();
    query = from.query();
    readAs = from.readAs();
    lang = from.lang();
  }

  /** Sets who gave it. */
  public AnswerDraft by(By value) {
    by = value;
    return this;
  }

  /** Sets the question's id. */
  public AnswerDraft id(@Nullable String value) {
    id = value;
    return this;
  }

  /** Sets the status to answered, with this text and route. */
  public AnswerDraft answered(Route how, @Nullable String value) {
    status = Status.ANSWERED;
    route = how;
    text = value;
    reason = null;
    return this;
  }

  /** Sets a status other than answered, with the reason it needs. */
  public AnswerDraft ended(Status value, String code, String why) {
    return ended(value, new Reason(code, why));
  }

  /** Sets a status other than answered, with the reason it needs. */
  public AnswerDraft ended(Status value, Reason why) {
    status = value;
    reason = why;
    return this;
  }

  /** Sets the text: the answer, or the best guess. */
  public AnswerDraft text(@Nullable String value) {
    text = value;
    return this;
  }

  /** Sets the reply of a protocol. */
  public AnswerDraft data(@Nullable Object value) {
    data = value;
    return this;
  }

  /** Sets the calibrated confidence, 0..1. */
  public AnswerDraft confidence(@Nullable Double value) {
    confidence = value;
    return this;
  }

  /** Sets how the answer was found. */
  public AnswerDraft route(Route value) {
    route = value;
    return this;
  }

  /** Sets the nodes that took the question. */
  public AnswerDraft hops(List<Hop> value) {
    hops = value;
    return this;
  }

  /** Sets what it rests on. */
  public AnswerDraft evidence(List<Evidence> value) {
    evidence = value;
    return this;
  }

  /** Sets what it cost. */
  public AnswerDraft cost(@Nullable Cost value) {
    cost = value;
    return this;
  }

  /** Says that a protocol message was accepted. */
  public AnswerDraft ack() {
    ack = true;
    nak = null;
    return this;
  }

  /** Says that a protocol message was not accepted, and why. */
  public AnswerDraft nak(Nak value) {
    ack = null;
    nak = value;
    return this;
  }

  /** Sets whether one final answer may follow. */
  public AnswerDraft provisional(boolean value) {
    provisional = value;
    return this;
  }

  /** Sets the query that was answered, or that could not be. */
  public AnswerDraft query(@Nullable Query value) {
    query = value;
    return this;
  }

  /** Sets how the question was understood, one line. */
  public AnswerDraft readAs(@Nullable String value) {
    readAs = value;
    return this;
  }

  /** Sets the language of the text, a tag of BCP 47. */
  public AnswerDraft lang(@Nullable String value) {
    lang = value;
    return this;
  }

  /**
   * The answer.
   *
   * @throws IllegalArgumentException naming the field, the value and the rule
   */
  public Answer build() {
    return new Answer(
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
        query,
        readAs,
        lang);
  }
}
