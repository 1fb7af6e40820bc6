package io.parley.ladder;

import io.parley.gateway.Asked;
import io.parley.knowledge.Fact;
import io.parley.message.Answer;
import io.parley.message.Evidence;
import io.parley.message.Ids;
import io.parley.message.Status;
import io.parley.protocol.Cid;
import io.parley.routine.FactTrees;
import io.parley.routine.Outcome;
import io.parley.routine.RoutineInput;
import io.parley.routine.SameData;
import io.parley.trust.Identity;
import io.parley.trust.Reputation;
import io.parley.trust.SignedLedger;
import io.parley.trust.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks what other nodes answered, where this node can: runs the routine again, holds the reply
 * against the schema, the evidence against what is known here. Only what was checked counts.
 */
final class Standing {
  private static final Logger LOG = LoggerFactory.getLogger(Standing.class);

  private final SignedLedger ledger;
  private final String agent;
  private final Shelf shelf;
  private final Clock clock;
  private final Reputation reputation;

  Standing(Path folder, Identity identity, String agent, Shelf shelf, Clock clock) {
    this.ledger = new SignedLedger(folder.resolve("ledger"), identity);
    this.agent = agent;
    this.shelf = shelf;
    this.clock = clock;
    this.reputation = new Reputation(clock);
  }

  void open() {
    try {
      ledger.read().forEach(reputation::add);
    } catch (IOException e) {
      LOG.warn("the ledger cannot be read: {}", e.toString());
    }
  }

  Reputation reputation() {
    return reputation;
  }

  /** Whether there may be something to check. */
  boolean concerns(Answer answer) {
    return answer.status() == Status.ANSWERED && !answer.by().agent().equals(agent);
  }

  void check(Asked asked, List<Fact> facts, Answer answer) {
    if (!concerns(answer)) {
      return;
    }
    String protocol = asked.question().protocol();
    Verdict verdict =
        protocol == null || !Ids.validCid(protocol)
            ? byFacts(answer, facts)
            : byRoutine(new Cid(protocol), asked, facts, answer);
    if (verdict != null) {
      reputation.add(verdict);
      try {
        ledger.add(verdict);
      } catch (IOException e) {
        LOG.warn("a verdict could not be written: {}", e.toString());
      }
    }
  }

  private @Nullable Verdict byRoutine(Cid cid, Asked asked, List<Fact> facts, Answer answer) {
    Kept kept = shelf.find(cid).orElse(null);
    Object body = asked.question().body();
    Object data = answer.data();
    if (kept == null || body == null || data == null) {
      return null;
    }
    Outcome held = kept.contract().run(input -> data, new RoutineInput(body, List.of()));
    if (held instanceof Outcome.Failed) {
      return verdict(answer, cid.text(), false, Verdict.Check.VALIDATION);
    }
    Kept.Ready ready = kept.ready();
    if (ready == null || (facts.isEmpty() && !kept.document().facts().isEmpty())) {
      return null;
    }
    Outcome again =
        kept.contract().run(ready.routine(), new RoutineInput(body, FactTrees.of(facts)));
    return again instanceof Outcome.Replied replied
        ? verdict(
            answer, cid.text(), SameData.same(replied.reply(), data), Verdict.Check.REEXECUTION)
        : null;
  }

  private @Nullable Verdict byFacts(Answer answer, List<Fact> facts) {
    for (Evidence said : answer.evidence()) {
      for (Fact fact : facts) {
        if (said.topic().equals(fact.topic()) && said.path().equals(fact.path())) {
          Optional<Boolean> held = holds(said, fact);
          if (held.isPresent()) {
            return verdict(answer, "", held.get(), Verdict.Check.FACTS);
          }
        }
      }
    }
    return null;
  }

  /**
   * Evidence of the moment that is known here must have its value, and earlier evidence one that
   * was seen here at all. Later evidence may well be news.
   */
  private Optional<Boolean> holds(Evidence said, Fact fact) {
    Instant at = said.at();
    Instant known = fact.at();
    if (at == null || known == null || at.isAfter(known)) {
      return Optional.empty();
    }
    if (at.equals(known)) {
      return Optional.of(SameData.same(said.value(), fact.value()));
    }
    // Windows end when the question is asked, which may be long after the last value.
    Instant now = clock.instant();
    return fact.windows().stream()
        .filter(window -> window.count() > 0 && at.isAfter(now.minus(covered(window))))
        .limit(1)
        .filter(window -> said.value() instanceof Number value && !seen(window, value))
        .map(never -> false)
        .findFirst();
  }

  /** A window loses its oldest twentieth at once, or less. */
  private static Duration covered(Fact.Window window) {
    return window.span().minus(window.span().dividedBy(20));
  }

  private static boolean seen(Fact.Window window, Number value) {
    return value.doubleValue() >= window.min() && value.doubleValue() <= window.max();
  }

  private Verdict verdict(Answer answer, String protocol, boolean held, Verdict.Check check) {
    return new Verdict(clock.instant(), answer.by().agent(), protocol, held, check);
  }
}
