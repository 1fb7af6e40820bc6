package io.parley.gateway;

import io.parley.knowledge.Fact;
import io.parley.message.Answer;
import io.parley.message.Codes;
import io.parley.message.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One question's way through this node.
 *
 * <pre>
 *   start -> [step -> step -> ...] -> ended
 *                 \-> waiting (unsure, but may wait for the upstream) -> step -> ended
 * </pre>
 *
 * Steps follow one another; whoever completes a step takes the next one under this object's lock.
 * The answer is completed once, outside the lock.
 */
final class Journey {
  // Given.
  private final Gateway gateway;
  private final Asked asked;
  private final Consumer<Answering.Interim> interim;
  private final Instant workUntil;
  private final Upstream upstream;

  // For the question.
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final Set<Step> tried = EnumSet.noneOf(Step.class);
  private final Findings findings;
  private final @Nullable FrameFeed frames;
  private List<Fact> facts = List.of();
  private AnswerCache.@Nullable Key cacheKey;
  private volatile FoundBy foundBy = FoundBy.THIS_NODE;
  private @Nullable CompletableFuture<?> pending;
  private Step doing = Step.CACHE;
  private boolean waiting;
  private boolean toldProvisional;
  private boolean lostOnTheWay;
  private volatile boolean ending;

  Journey(Gateway gateway, Asked asked, Consumer<Answering.Interim> interim) {
    this.gateway = gateway;
    this.asked = asked;
    this.interim = interim;
    this.workUntil = TimeLeft.workUntil(asked.received(), asked.expires());
    this.upstream = gateway.answerers().upstream();
    this.findings = new Findings(gateway.verdicts(), asked);
    this.frames = asked.question().stream() ? new FrameFeed(asked, interim) : null;
  }

  Instant workUntil() {
    return workUntil;
  }

  Asked asked() {
    return asked;
  }

  CompletableFuture<Answer> answer() {
    return answer;
  }

  List<Fact> facts() {
    return facts;
  }

  AnswerCache.@Nullable Key cacheKey() {
    return cacheKey;
  }

  /** Who found the answer; to be asked once there is one. */
  FoundBy foundBy() {
    return foundBy;
  }

  /** The answer was kept, and found by somebody then. */
  void foundBy(FoundBy then) {
    foundBy = then;
  }

  void start(Executor fallback) {
    try {
      synchronized (this) {
        String text = asked.question().text();
        FactSource known = gateway.answerers().facts();
        facts = known.select(text == null ? "" : text, asked.subject(), asked.question().facts());
        cacheKey = gateway.cacheKey(asked, facts);
      }
      advance();
    } catch (RuntimeException e) {
      fallback.execute(() -> failed(e));
    }
  }

  /** Ends it now, whatever it is doing. */
  void end(Status status, String code, String why) {
    finish(gateway.verdicts().ended(asked, status, code, why, ms()));
  }

  void tick(Instant now) {
    if (!now.isBefore(workUntil)) {
      timeIsUp();
    } else if (frames != null && !ending) {
      frames.tick(doingNow(), now);
    }
  }

  void upstreamIsBack() {
    synchronized (this) {
      if (!waiting) {
        return;
      }
      waiting = false;
      lostOnTheWay = false;
      tried.removeAll(EnumSet.of(Step.UPSTREAM, Step.UNSURE));
    }
    advance();
  }

  /** Ends it with what there is; a question is never answered late. */
  void timeIsUp() {
    Answer last;
    synchronized (this) {
      last =
          waiting ? findings.unsure(upstream, ms()) : findings.timeIsUp(doingNow(), upstream, ms());
    }
    finish(last);
  }

  /** Takes steps until one is under way elsewhere or the question has ended. */
  private void advance() {
    Answer end = null;
    while (end == null && !ending) {
      Step step;
      synchronized (this) {
        step = RoutingPolicy.next(Situation.of(asked, tried, gateway.answerers(), leftMs()));
        tried.add(step);
        doing = step;
      }
      switch (step) {
        case CACHE -> end = gateway.recall(this, ms());
        case QUERY -> end = take(gateway.answerers().queries().attempt(asked));
        case ROUTINE -> end = take(gateway.answerers().routines().attempt(asked, facts));
        case DOCUMENTS -> end = take(gateway.answerers().passages().attempt(asked));
        case MODEL -> {
          Consumer<String> delta =
              frames == null ? text -> {} : text -> frames.delta(text, gateway.now());
          await(gateway.answerers().model().attempt(asked, facts, workUntil, delta), this::take);
          return;
        }
        case EXPERT -> {
          Instant until = TimeLeft.expertUntil(gateway.now(), workUntil);
          await(gateway.answerers().experts().ask(asked, until), this::takeFromExpert);
          return;
        }
        case UPSTREAM -> {
          passUp();
          return;
        }
        case UNSURE -> {
          unsureOrWait();
          return;
        }
      }
    }
    if (end != null) {
      finish(end);
    }
  }

  /** Passes it up; where the node above is still being looked for, chooses again after that. */
  private void passUp() {
    if (upstream.looked().isDone()) {
      await(upstream.ask(gateway.passUp(this)), this::takeFromUpstream);
    } else {
      await(upstream.looked().copy(), this::chooseAgain);
    }
  }

  private synchronized @Nullable Answer chooseAgain(boolean there) {
    tried.remove(Step.UPSTREAM);
    return null;
  }

  /** Waits for a step that is done elsewhere; whoever completes it goes on from here. */
  private <T> void await(CompletableFuture<T> step, Function<T, @Nullable Answer> taken) {
    synchronized (this) {
      pending = step;
    }
    if (ending) {
      step.cancel(true);
    }
    var unused = step.whenComplete((value, error) -> stepped(value, error, taken));
  }

  private <T> void stepped(
      @Nullable T value, @Nullable Throwable error, Function<T, @Nullable Answer> taken) {
    if (error instanceof CancellationException || ending) {
      return;
    }
    try {
      Answer end = null;
      if (value == null) {
        noteFailure(error);
      } else {
        end = taken.apply(value);
      }
      if (end == null) {
        advance();
      } else {
        finish(end);
      }
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private synchronized void noteFailure(@Nullable Throwable error) {
    findings.nothing("%s failed: %s".formatted(doingNow(), Failures.shown(error)));
  }

  private String doingNow() {
    return doing.name().toLowerCase(Locale.ROOT);
  }

  private synchronized @Nullable Answer take(Attempt attempt) {
    return findings.take(attempt, ms());
  }

  private synchronized @Nullable Answer takeFromExpert(Optional<Experts.Said> from) {
    return from.isPresent()
        ? relayed(from.get().answer(), new FoundBy.Expert(from.get().principal()))
        : findings.nothing("no expert answered in time");
  }

  private synchronized @Nullable Answer takeFromUpstream(Optional<Answer> from) {
    lostOnTheWay |= from.isEmpty() && !upstream.reachable();
    return from.isPresent()
        ? relayed(from.get(), FoundBy.ABOVE)
        : findings.nothing("the node above did not answer in time");
  }

  private @Nullable Answer relayed(Answer from, FoundBy whom) {
    Answer end = findings.takeRelayed(from, ms());
    foundBy = end == null ? foundBy : whom;
    return end;
  }

  private void unsureOrWait() {
    if (leftMs() <= 0) {
      timeIsUp();
      return;
    }
    Answer unsure;
    boolean first;
    synchronized (this) {
      unsure = findings.unsure(upstream, ms());
      waiting =
          unsure.status() == Status.UNSURE
              && RoutingPolicy.mayWait(asked.question().needs(), upstream)
              && (lostOnTheWay || !tried.contains(Step.UPSTREAM));
      first = waiting && !toldProvisional;
      toldProvisional |= waiting;
    }
    if (first) {
      interim.accept(new Answering.Interim.Provisional(unsure.change().provisional(true).build()));
    }
    if (!waiting) {
      finish(unsure);
    } else if (upstream.reachable()) {
      upstreamIsBack();
    }
  }

  private void failed(RuntimeException e) {
    end(Status.FAILED, Codes.INTERNAL, "this node failed: " + Failures.shown(e));
  }

  private void finish(Answer end) {
    CompletableFuture<?> running;
    synchronized (this) {
      if (ending) {
        return;
      }
      ending = true;
      waiting = false;
      running = pending;
    }
    if (running != null) {
      running.cancel(true);
    }
    gateway.ending(this, end);
    answer.complete(end);
    gateway.ended(this, end);
  }

  private long ms() {
    return Math.max(0, Duration.between(asked.received(), gateway.now()).toMillis());
  }

  private long leftMs() {
    return Duration.between(gateway.now(), workUntil).toMillis();
  }
}
