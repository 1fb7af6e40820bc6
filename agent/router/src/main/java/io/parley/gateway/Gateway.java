package io.parley.gateway;

import io.parley.knowledge.Fact;
import io.parley.message.Answer;
import io.parley.message.Codes;
import io.parley.message.Reason;
import io.parley.message.Route;
import io.parley.message.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes questions and ends each of them once. One {@link Journey} per question; what comes again
 * shares it, and hears its answer again for a minute.
 */
public final class Gateway implements Answering, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);
  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration SOON = Duration.ofSeconds(1);

  /** Going through all that are remembered takes longer than all else that a tick does. */
  private static final Duration SWEEP = Duration.ofSeconds(2);

  // Given.
  private final GatewayIdentity self;
  private final Answerers answerers;
  private final GatewayLimits limits;
  private final Clock clock;

  // For the life of the gateway.
  private final Verdicts verdicts;
  private final Acceptance acceptance;
  private final AnswerCache cache;
  private final ScheduledExecutorService timer;
  private final Duplicates duplicates;
  private final Set<Journey> underWay = ConcurrentHashMap.newKeySet();
  private Instant nextSweep = Instant.MIN;

  /** A gateway that turns to these answerers, and whose askers all may pass questions on. */
  public Gateway(GatewayIdentity self, Answerers answerers, GatewayLimits limits, Clock clock) {
    this(self, answerers, limits, principal -> true, clock);
  }

  /**
   * A gateway that turns to these answerers.
   *
   * @param mayPassOn whether a principal is one that passes the questions of others on, with their
   *     facts, path and origin
   */
  public Gateway(
      GatewayIdentity self,
      Answerers answerers,
      GatewayLimits limits,
      Predicate<String> mayPassOn,
      Clock clock) {
    this.self = self;
    this.answerers = answerers;
    this.limits = limits;
    this.clock = clock;
    this.verdicts = new Verdicts(self);
    this.acceptance = new Acceptance(self, limits, mayPassOn);
    this.duplicates = new Duplicates(clock);
    this.cache = new AnswerCache(limits.cached(), limits.cacheAge());
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "gateway-timer");
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    this.timer = executor;
    var unused =
        timer.scheduleWithFixedDelay(
            this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    answerers.upstream().onReachable(() -> timer.execute(this::upstreamIsBack));
  }

  /** How many questions are under way. */
  public int inFlight() {
    return underWay.size();
  }

  @Override
  public Taken ask(Asked asked, Consumer<Interim> interim) {
    Journey fresh = new Journey(this, asked, interim);
    Remembered.Met met = duplicates.meet(asked, fresh.answer());
    if (met instanceof Remembered.Met.Known known) {
      return new Taken(true, known.answer());
    }
    if (met instanceof Remembered.Met.Answered answered) {
      return new Taken(false, answered.answer());
    }
    boolean inUse = met instanceof Remembered.Met.InUse;
    Answer refusal = refusal(asked, inUse);
    if (refusal != null) {
      if (!inUse && refusal.status() == Status.REFUSED) {
        duplicates.forget(asked, fresh.answer());
      }
      answerers.ledger().ended(asked, refusal);
      fresh.answer().complete(refusal);
      return new Taken(false, fresh.answer());
    }
    answerers.ledger().taken(asked);
    underWay.add(fresh);
    // Most end in their first steps and need no bell; while they take them, the tick watches.
    boolean soon = left(fresh).compareTo(SOON) < 0;
    if (soon) {
      ringFor(fresh);
    }
    fresh.start(timer);
    if (!soon && !fresh.answer().isDone()) {
      ringFor(fresh);
    }
    // Not sooner: what ended in its first steps is written down with its answer, in one go.
    answerers.ledger().flush();
    return new Taken(false, fresh.answer());
  }

  private void ringFor(Journey journey) {
    ScheduledFuture<?> bell =
        timer.schedule(journey::timeIsUp, left(journey).toMillis(), TimeUnit.MILLISECONDS);
    var unused = journey.answer().thenRun(() -> bell.cancel(false));
  }

  private Duration left(Journey journey) {
    return Duration.between(clock.instant(), journey.workUntil());
  }

  /**
   * Remembers a question that a former process of this node ended, so that it is known as a
   * duplicate when it comes again.
   */
  public void recall(Asked asked, Answer answer) {
    duplicates.recall(asked, answer);
  }

  /** How many questions came again under their ids. */
  public long duplicates() {
    return duplicates.again();
  }

  /** How many were refused since their id was another one's. */
  public long idsInUse() {
    return duplicates.inUse();
  }

  @Override
  public void told(Asked asked) {
    answerers.ledger().told(asked);
  }

  @Override
  public boolean cancel(String principal, String id) {
    boolean any = false;
    for (Journey journey : underWay) {
      if (id.equals(journey.asked().question().id())
          && principal.equals(journey.asked().principal())) {
        journey.end(Status.REFUSED, Codes.CANCELLED, "the asker cancelled the question");
        any = true;
      }
    }
    return any;
  }

  /** Ends what is under way as refused with the reason {@code draining}, and stops. */
  @Override
  public void close() {
    for (Journey journey : underWay) {
      journey.end(Status.REFUSED, Codes.DRAINING, "node '%s' is stopping".formatted(self.agent()));
    }
    timer.shutdownNow();
  }

  private @Nullable Answer refusal(Asked asked, boolean inUse) {
    Reason reason = inUse ? Acceptance.inUse(asked) : acceptance.refusal(asked, underWay.size());
    if (reason != null) {
      return verdicts.ended(asked, Status.REFUSED, reason.code(), reason.text(), 0);
    }
    return clock.instant().isBefore(asked.expires())
        ? null
        : verdicts.ended(asked, Status.EXPIRED, Codes.EXPIRED, "its time was up when it came", 0);
  }

  /** Before anybody hears it: what is written down first can be told again. */
  void ending(Journey journey, Answer answer) {
    try {
      answerers.ledger().ended(journey.asked(), answer);
    } catch (RuntimeException e) {
      log.warn("the answer could not be written down, its asker gets it all the same", e);
    }
    AnswerCache.Key key = journey.cacheKey();
    if (key != null && answer.status() == Status.ANSWERED && worthKeeping(answer)) {
      cache.keep(key, answer, journey.findings.foundBy(), clock.instant());
    }
  }

  /**
   * What a routine here says of a protocol's body rests on facts of which the question's words,
   * since there are none, say nothing; it runs in microseconds again. So does a query, and the same
   * words may be another one: in another conversation, or later.
   */
  private boolean worthKeeping(Answer answer) {
    boolean here = answer.by().agent().equals(self.agent());
    boolean runsAgain = here && answer.ack() != null && answer.route() == Route.ROUTINE;
    return answer.route() != Route.CACHE && answer.route() != Route.QUERY && !runsAgain;
  }

  void ended(Journey journey, Answer answer) {
    underWay.remove(journey);
    try {
      answerers
          .routines()
          .exchanged(journey.asked(), journey.facts(), answer, journey.findings.foundBy());
    } catch (RuntimeException e) {
      log.warn("the exchange could not be noticed: {}", e.toString());
    }
  }

  private void tick() {
    try {
      Instant now = clock.instant();
      underWay.forEach(journey -> journey.tick(now));
      if (!now.isBefore(nextSweep)) {
        nextSweep = now.plus(SWEEP);
        duplicates.sweep(now);
      }
    } catch (RuntimeException e) {
      log.error("the gateway's timer failed once and goes on", e);
    }
  }

  private void upstreamIsBack() {
    underWay.forEach(Journey::upstreamIsBack);
  }

  Upstream.Passed passUp(Journey journey) {
    return Passing.up(
        self, journey.asked(), journey.facts(), limits.share(), now(), journey.workUntil());
  }

  Answerers answerers() {
    return answerers;
  }

  Verdicts verdicts() {
    return verdicts;
  }

  /** A kept answer that still holds. */
  @Nullable Answer recall(Journey journey, long ms) {
    AnswerCache.Key key = journey.cacheKey();
    AnswerCache.Kept kept =
        key == null ? null : cache.find(key, clock.instant(), answerers.facts()).orElse(null);
    if (kept == null) {
      return null;
    }
    journey.findings.foundBy(kept.foundBy());
    return verdicts.cached(journey.asked(), kept.answer(), ms);
  }

  AnswerCache.Key cacheKey(Asked asked, List<Fact> facts) {
    return AnswerCache.key(
        asked, facts, answerers.passages().version() + "/" + answerers.routines().generation());
  }

  Instant now() {
    return clock.instant();
  }
}
