package io.parley.gateway;

import io.parley.gateway.Attempt.Found;
import io.parley.gateway.Attempt.Guess;
import io.parley.gateway.Attempt.Nothing;
import io.parley.gateway.Attempt.Refused;
import io.parley.message.Answer;
import io.parley.message.Codes;
import io.parley.message.Hop;
import io.parley.message.Nak;
import io.parley.message.Route;
import io.parley.message.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of one question have brought so far: the best guess, why the others brought
 * nothing, who else took it. Not for more than one thread; its journey holds the lock.
 */
final class Findings {
  private final Verdicts verdicts;
  private final Asked asked;
  private final List<String> whys = new ArrayList<>();
  private final List<Hop> others = new ArrayList<>();
  private @Nullable Guess guess;
  private @Nullable Refused refused;
  private Attempt.@Nullable Unanswerable unanswerable;

  Findings(Verdicts verdicts, Asked asked) {
    this.verdicts = verdicts;
    this.asked = asked;
  }

  /** The answer where the time is up: what there is, or that it expired. */
  Answer timeIsUp(String doing, Upstream upstream, long ms) {
    if (guess != null || refused != null || unanswerable != null) {
      return unsure(upstream, ms);
    }
    String why = "its time was up while it was at '%s'".formatted(doing);
    return verdicts.ended(asked, Status.EXPIRED, Codes.EXPIRED, why, ms);
  }

  /** The answer, if the attempt ends the question. */
  @Nullable Answer take(Attempt attempt, long ms) {
    if (attempt instanceof Found found) {
      Attempt.Unanswerable read = unanswerable;
      if (read != null && found.route() == Route.MODEL) {
        return better(found.asGuess(read.why()));
      }
      if (sureEnough(found.confidence())) {
        return verdicts.found(asked, found, ms);
      }
      return better(found.asGuess(tooLow(found.confidence())));
    }
    if (attempt instanceof Guess another) {
      return better(another);
    }
    if (attempt instanceof Refused no) {
      refused = no;
      boolean anotherMayKnow = no.nak() == Nak.UNKNOWN_PROTOCOL || no.nak() == Nak.BUSY;
      return anotherMayKnow ? null : verdicts.refused(asked, no.nak(), no.why(), ms);
    }
    if (attempt instanceof Attempt.Unanswerable read) {
      unanswerable = read;
      return null;
    }
    if (attempt instanceof Attempt.Unsupported no) {
      return verdicts.ended(asked, Status.REFUSED, Codes.UNSUPPORTED, no.why(), ms);
    }
    if (attempt instanceof Nothing nothing) {
      return nothing(nothing.why());
    }
    throw new IllegalStateException("unknown attempt " + attempt);
  }

  /** The answer of an expert or of the node above, if it ends the question. */
  @Nullable Answer takeRelayed(Answer reply, long ms) {
    if (reply.status() == Status.ANSWERED && sureEnough(reply.confidence())) {
      return verdicts.relayed(asked, reply, ms);
    }
    others.addAll(reply.hops());
    String why = reply.reason() == null ? tooLow(reply.confidence()) : reply.reason().text();
    String said = "'%s' says: %s".formatted(reply.by().agent(), why);
    if (reply.text() == null) {
      return nothing(said);
    }
    Attempt.Source source =
        new Attempt.Source(reply.by().model(), reply.by().snapshot(), reply.by().protocol());
    return better(
        new Guess(
            reply.route(),
            reply.text(),
            reply.confidence(),
            reply.evidence(),
            source,
            reply.cost(),
            said));
  }

  @Nullable Answer nothing(String why) {
    if (!why.isEmpty() && !whys.contains(why)) {
      whys.add(why);
    }
    return null;
  }

  /** The answer where no step ended the question. */
  Answer unsure(Upstream upstream, long ms) {
    Refused no = refused;
    if (no != null) {
      return verdicts.refused(asked, no.nak(), no.why(), ms);
    }
    List<String> reasons = new ArrayList<>();
    if (unanswerable != null) {
      reasons.add(unanswerable.why());
    }
    if (guess != null && !reasons.contains(guess.why())) {
      reasons.add(guess.why());
    }
    reasons.addAll(whys);
    if (upstream.configured() && !upstream.reachable() && !asked.question().needs().local()) {
      reasons.add("the node above cannot be reached now");
    }
    if (reasons.isEmpty()) {
      reasons.add("nothing known here answers it");
    }
    return verdicts.unsure(
        asked, guess, unanswerable, String.join("; ", reasons), List.copyOf(others), ms);
  }

  private @Nullable Answer better(Guess another) {
    if (guess == null || rank(another) > rank(guess)) {
      guess = another;
    }
    return null;
  }

  private boolean sureEnough(@Nullable Double confidence) {
    Double needed = asked.question().needs().confidence();
    return needed == null || (confidence != null && confidence >= needed);
  }

  private String tooLow(@Nullable Double confidence) {
    return confidence == null
        ? "its confidence is not calibrated"
        : "confidence %s is below the %s that needs.confidence asks for"
            .formatted(confidence, asked.question().needs().confidence());
  }

  private static double rank(Guess guess) {
    Double confidence = guess.confidence();
    return guess.text() == null ? -2 : confidence == null ? -1 : confidence;
  }
}
