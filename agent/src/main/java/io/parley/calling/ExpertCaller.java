package io.parley.calling;

import io.parley.exchange.Exchange;
import io.parley.exchange.Exchange.Outstanding;
import io.parley.gateway.Asked;
import io.parley.gateway.Experts;
import io.parley.message.Answer;
import io.parley.message.Needs;
import io.parley.message.Question;
import io.parley.message.Status;
import io.parley.presence.AgentSeen;
import io.parley.presence.Directory;
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
import java.util.stream.Collectors;

/**
 * Asks experts on {@code work} topics. They share the questions among themselves, so which of them
 * took one is not known: it is asked again when one of those who could have it goes away, and
 * halfway through the time. An expert that has it already knows it by its id.
 */
public final class ExpertCaller implements Experts {
  private final Exchange exchange;
  private final Topics topics;
  private final String site;
  private final Directory directory;
  private final Clock clock;
  private final Map<Outstanding, Set<String>> waiting = new ConcurrentHashMap<>();

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
  }

  @Override
  public boolean covers(String subject) {
    return !directory.experts(site, subject).isEmpty();
  }

  @Override
  public CompletableFuture<Optional<Answer>> ask(Asked asked, Instant until) {
    List<AgentSeen> experts = directory.experts(site, asked.subject());
    long ms = Duration.between(clock.instant(), until).toMillis();
    if (experts.isEmpty() || ms < 1) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    CompletableFuture<Optional<Answer>> result = new CompletableFuture<>();
    attempt(asked, until, experts.size(), result);
    return result;
  }

  private void attempt(
      Asked asked, Instant until, int tries, CompletableFuture<Optional<Answer>> result) {
    long ms = Duration.between(clock.instant(), until).toMillis();
    if (tries < 1 || ms < 1 || result.isDone()) {
      result.complete(Optional.empty());
      return;
    }
    Outstanding one =
        exchange.ask(
            topics.work(site, asked.subject()),
            question(asked.question(), ms),
            until,
            asked.traceparent(),
            before -> {});
    waiting.put(
        one,
        directory.experts(site, asked.subject()).stream()
            .map(AgentSeen::address)
            .collect(Collectors.toSet()));
    var unused =
        CompletableFuture.runAsync(
            one::send, CompletableFuture.delayedExecutor(ms / 2, TimeUnit.MILLISECONDS));
    unused = one.unheard().thenRun(() -> one.answer().cancel(false));
    var unusedEnd =
        one.answer()
            .whenComplete(
                (answer, error) -> {
                  waiting.remove(one);
                  if (answer == null) {
                    result.complete(Optional.empty());
                  } else if (answer.status() == Status.REFUSED
                      || answer.status() == Status.FAILED) {
                    attempt(asked, until, tries - 1, result);
                  } else {
                    result.complete(Optional.of(answer));
                  }
                });
    var unusedCancel = result.whenComplete((answer, error) -> one.answer().cancel(false));
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
      waiting.forEach(
          (one, experts) -> {
            if (experts.contains(agent.address())) {
              one.send();
            }
          });
    }
  }
}
