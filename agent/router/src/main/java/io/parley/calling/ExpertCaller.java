package io.parley.calling;

import io.parley.codec.Reply;
import io.parley.exchange.Exchange;
import io.parley.exchange.Exchange.Outstanding;
import io.parley.gateway.Asked;
import io.parley.gateway.Experts;
import io.parley.message.Answer;
import io.parley.message.Needs;
import io.parley.message.Question;
import io.parley.message.Status;
import io.parley.mqtt.MqttMessage;
import io.parley.presence.AgentSeen;
import io.parley.presence.Directory;
import io.parley.topics.Address;
import io.parley.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks experts on {@code work} topics. They share the questions among themselves, so which of them
 * took one is not known: it is asked again when one of those who could have it goes away or shows
 * its card anew, and halfway through the time. An expert that has it already knows it by its id.
 * The answer of one that is not believed stands only where no other expert answers in time.
 */
public final class ExpertCaller implements Experts {
  private final Exchange exchange;
  private final Topics topics;
  private final String site;
  private final Directory directory;
  private final Clock clock;
  private final Map<Outstanding, Set<String>> waiting = new ConcurrentHashMap<>();
  private volatile @Nullable Predicate<String> operator;
  private volatile BiPredicate<String, String> distrusted = (agent, protocol) -> false;

  /**
   * A caller of one site's experts.
   *
   * @param exchange over the router's own session; opened by whoever made it
   */
  public ExpertCaller(
      Exchange exchange, Topics topics, String site, Directory directory, Clock clock) {
    this.exchange = exchange;
    this.topics = topics;
    this.site = site;
    this.directory = directory;
    this.clock = clock;
    directory.onChange(this::changed);
    directory.onMessage(this::heard);
  }

  /**
   * Takes answers by their stamps, since the broker says truly who publishes. Without this, whoever
   * may publish on the reply topic is believed to be the expert that it names.
   *
   * @param mayActForOthers whether a principal is an operator, who may run agents of any name
   */
  public void stamped(Predicate<String> mayActForOthers) {
    operator = mayActForOthers;
  }

  /**
   * Asks those last that are not believed.
   *
   * @param sunk whether an agent has sunk in a protocol; an empty id stands for words
   */
  public void distrust(BiPredicate<String, String> sunk) {
    distrusted = sunk;
  }

  @Override
  public boolean covers(String subject) {
    return !directory.experts(site, subject).isEmpty();
  }

  @Override
  public CompletableFuture<Optional<Said>> ask(Asked asked, Instant until) {
    List<AgentSeen> experts = directory.experts(site, asked.subject());
    long ms = Duration.between(clock.instant(), until).toMillis();
    if (experts.isEmpty() || ms < 1) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    CompletableFuture<Optional<Said>> result = new CompletableFuture<>();
    ExpertsAsked who = new ExpertsAsked(directory, site, asked.subject(), operator);
    attempt(asked, until, experts.size(), new LastResort(who), result);
    return result;
  }

  private void attempt(
      Asked asked,
      Instant until,
      int tries,
      LastResort lastResort,
      CompletableFuture<Optional<Said>> result) {
    long ms = Duration.between(clock.instant(), until).toMillis();
    if (tries < 1 || ms < 1 || result.isDone()) {
      result.complete(lastResort.said());
      return;
    }
    Outstanding one =
        exchange.ask(
            topics.work(site, asked.subject()),
            question(asked.question(), ms),
            until,
            asked.traceparent(),
            lastResort,
            answer -> believed(asked, answer),
            lastResort.who);
    lastResort.askAgain(one);
    waiting.put(
        one,
        directory.experts(site, asked.subject()).stream()
            .map(AgentSeen::address)
            .collect(Collectors.toSet()));
    CompletableFuture<Void> halfTime =
        new CompletableFuture<Void>().completeOnTimeout(null, ms / 2, TimeUnit.MILLISECONDS);
    var unused = halfTime.thenRunAsync(one::send);
    unused = one.unheard().thenRun(() -> one.answer().cancel(false));
    Runnable next = () -> attempt(asked, until, tries - 1, lastResort, result);
    var unusedEnd =
        one.answer()
            .whenComplete(
                (answer, error) -> {
                  waiting.remove(one);
                  halfTime.cancel(false);
                  ended(answer, lastResort, next, result);
                });
    var unusedCancel = result.whenComplete((answer, error) -> one.answer().cancel(false));
  }

  private static void ended(
      @Nullable Answer answer,
      LastResort lastResort,
      Runnable next,
      CompletableFuture<Optional<Said>> result) {
    if (answer == null) {
      result.complete(lastResort.said());
    } else if (answer.status() == Status.REFUSED || answer.status() == Status.FAILED) {
      next.run();
    } else {
      result.complete(Optional.of(lastResort.by(answer)));
    }
  }

  private boolean believed(Asked asked, Answer answer) {
    String said = asked.question().protocol();
    String protocol = said == null ? "" : said;
    return !distrusted.test(answer.by().agent(), protocol)
        || directory.experts(site, asked.subject()).stream()
            .allMatch(expert -> distrusted.test(expert.agent(), protocol));
  }

  /** The answer of one that is not believed; until it is needed, others are asked for a better. */
  private static final class LastResort implements Consumer<Reply> {
    /** Of two experts the broker chooses the wrong one so often in a row once in a million. */
    private static final int MOST_ROUNDS = 20;

    private static final int SLOWEST = 10;

    private final ExpertsAsked who;
    private volatile @Nullable Answer answer;
    private volatile @Nullable Outstanding asked;
    private int rounds;

    LastResort(ExpertsAsked who) {
      this.who = who;
    }

    void askAgain(Outstanding one) {
      asked = one;
    }

    Optional<Said> said() {
      return Optional.ofNullable(answer).map(this::by);
    }

    Said by(Answer said) {
      return new Said(said, who.principal(said));
    }

    /** Which expert hears it next is the broker's choice: again and again, up to 1 s apart. */
    @Override
    public synchronized void accept(Reply reply) {
      if (reply instanceof Reply.Whole whole && !whole.answer().provisional()) {
        answer = whole.answer();
        if (rounds < MOST_ROUNDS) {
          long ms = 1L << Math.min(rounds++, SLOWEST);
          var unused =
              CompletableFuture.runAsync(
                  this::next, CompletableFuture.delayedExecutor(ms, TimeUnit.MILLISECONDS));
        }
      }
    }

    private void next() {
      Outstanding one = asked;
      if (one != null) {
        one.askAnew();
      }
    }
  }

  private static Question question(Question asked, long ms) {
    Needs needs = asked.needs();
    return asked
        .withId(UUID.randomUUID().toString())
        .withStream(false)
        .withNeeds(new Needs(needs.confidence(), needs.hops(), ms, needs.local(), false))
        .passedOn(asked.origin(), asked.path(), asked.facts());
  }

  private void changed(AgentSeen agent) {
    if (!agent.live()) {
      askAgain(agent.address());
    }
  }

  /**
   * An agent shows its card when it has connected: what was sent before may have waited for it at a
   * broker that has lost it, or still keeps it back.
   */
  private void heard(MqttMessage message) {
    if (topics.parse(message.topic()).orElse(null) instanceof Address.CardOf card) {
      askAgain(card.site() + "/" + card.agent());
    }
  }

  private void askAgain(String agent) {
    waiting.forEach(
        (one, experts) -> {
          if (experts.contains(agent)) {
            one.send();
          }
        });
  }
}
