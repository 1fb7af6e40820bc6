package io.parley.gateway;

import io.parley.gateway.Attempt.Found;
import io.parley.gateway.Attempt.Guess;
import io.parley.message.Answer;
import io.parley.message.AnswerDraft;
import io.parley.message.Codes;
import io.parley.message.Cost;
import io.parley.message.Hop;
import io.parley.message.Nak;
import io.parley.message.Route;
import io.parley.message.Reason;
import io.parley.message.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what was found into the answer of this node; knows no time but the milliseconds given. */
final class Verdicts {
  /** SPEC A-7. */
  private static final int MOST_HOPS = 16;

  /** Of SPEC A-14, those that a question meets before it is read. */
  private static final List<Nak> REFUSALS = List.of(Nak.BUSY, Nak.UNAUTHORISED);

  private final GatewayIdentity self;

  Verdicts(GatewayIdentity self) {
    this.self = self;
  }

  Answer found(Asked asked, Found found, long ms) {
    AnswerDraft draft =
        Answer.by(self.by(found.source()))
            .answered(found.route(), found.text())
            .data(found.data())
            .confidence(found.confidence())
            .evidence(found.evidence())
            .cost(withMs(found.cost(), ms));
    if (asked.question().protocol() != null) {
      draft = draft.ack();
    }
    draft = understood(draft, found.understood());
    return ended(asked, draft, Status.ANSWERED, ms, List.of());
  }

  Answer cached(Asked asked, Answer kept, long ms) {
    Attempt.Source source =
        new Attempt.Source(kept.by().model(), kept.by().snapshot(), kept.by().protocol());
    AnswerDraft draft =
        kept.change().by(self.by(source)).route(Route.CACHE).cost(Cost.ofMs(ms)).provisional(false);
    return ended(asked, draft, Status.ANSWERED, ms, List.of());
  }

  /** An answer from an expert or from above, with this node before those that took it there. */
  Answer relayed(Asked asked, Answer from, long ms) {
    Cost cost = withMs(from.cost(), ms);
    return ended(
        asked, from.change().cost(cost).provisional(false), from.status(), ms, from.hops());
  }

  /** An answer that nobody is sure of: what was read says why, a guess says what it may be. */
  Answer unsure(
      Asked asked,
      @Nullable Guess guess,
      Attempt.@Nullable Unanswerable read,
      String why,
      List<Hop> others,
      long ms) {
    AnswerDraft draft =
        Answer.by(self.by(guess == null ? Attempt.Source.NONE : guess.source()))
            .ended(Status.UNSURE, reason(guess, read, why))
            .cost(withMs(guess == null ? null : guess.cost(), ms));
    if (guess != null) {
      draft =
          draft
              .route(guess.route())
              .text(guess.text())
              .confidence(guess.confidence())
              .evidence(guess.evidence());
    } else if (read != null) {
      draft = draft.text(read.why()).evidence(read.evidence());
    }
    Understood how = guess != null ? guess.understood() : read != null ? read.understood() : null;
    return ended(asked, understood(draft, how), Status.UNSURE, ms, others);
  }

  private static Reason reason(
      @Nullable Guess guess, Attempt.@Nullable Unanswerable read, String why) {
    if (read != null) {
      return new Reason(read.code(), why, read.words());
    }
    return new Reason(guess == null ? Codes.NOT_UNDERSTOOD : Codes.LOW_CONFIDENCE, why, List.of());
  }

  private static AnswerDraft understood(AnswerDraft draft, @Nullable Understood how) {
    return how == null
        ? draft
        : draft.query(how.query()).readAs(how.readAs()).lang(how.language());
  }

  Answer refused(Asked asked, Nak nak, String why, long ms) {
    Status status = nak == Nak.ROUTINE_FAILED ? Status.FAILED : Status.REFUSED;
    AnswerDraft draft =
        Answer.by(self.by(Attempt.Source.NONE)).ended(status, nak.word(), why).nak(nak);
    return ended(asked, draft.cost(Cost.ofMs(ms)), status, ms, List.of());
  }

  Answer ended(Asked asked, Status status, String code, String why, long ms) {
    AnswerDraft draft =
        Answer.by(self.by(Attempt.Source.NONE)).ended(status, code, why).cost(Cost.ofMs(ms));
    for (Nak nak : REFUSALS) {
      if (asked.question().protocol() != null && code.equals(nak.word())) {
        draft = draft.nak(nak);
      }
    }
    return ended(asked, draft, status, ms, List.of());
  }

  private Answer ended(Asked asked, AnswerDraft draft, Status status, long ms, List<Hop> others) {
    List<Hop> hops = new ArrayList<>();
    hops.add(new Hop(self.agent(), status, ms));
    hops.addAll(others.subList(0, Math.min(others.size(), MOST_HOPS - 1)));
    return draft.id(asked.question().id()).hops(hops).build();
  }

  private static Cost withMs(@Nullable Cost cost, long ms) {
    return cost == null
        ? Cost.ofMs(ms)
        : new Cost(
            cost.promptTokens(), cost.cachedTokens(), cost.completionTokens(), ms, cost.joules());
  }
}
