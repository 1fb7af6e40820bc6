package io.parley.gateway;

import io.parley.knowledge.Fact;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Evidence;
import io.parley.message.Hop;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.message.Tier;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A gateway whose answerers do what a test tells them. */
final class Scripted implements AutoCloseable {
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> looked = new CopyOnWriteArrayList<>();
  final List<Answering.Interim> interim = new CopyOnWriteArrayList<>();
  final List<Upstream.Passed> passedUp = new CopyOnWriteArrayList<>();
  final List<Answer> ended = new CopyOnWriteArrayList<>();
  final List<Asked> unwritten = new CopyOnWriteArrayList<>();
  final List<Asked> written = new CopyOnWriteArrayList<>();
  Object temperature = 81.5;
  String unit = "°C";
  @Nullable Instant at;
  Attempt routine = Attempt.NOTHING;
  Runnable inRoutine = () -> {};
  boolean modelThere = true;
  CompletableFuture<Attempt> model = CompletableFuture.completedFuture(Attempt.NOTHING);
  Attempt passage = Attempt.NOTHING;
  boolean documentsThere;
  boolean expertThere;
  CompletableFuture<Optional<Experts.Said>> expert =
      CompletableFuture.completedFuture(Optional.empty());
  boolean upstreamConfigured;
  volatile boolean upstreamReachable;
  CompletableFuture<Optional<Answer>> upstream =
      CompletableFuture.completedFuture(Optional.empty());
  CompletableFuture<Boolean> upstreamLooked = CompletableFuture.completedFuture(true);
  private final List<Runnable> whenReachable = new ArrayList<>();
  final Gateway gateway;

  Scripted(GatewayLimits limits) {
    this(limits, principal -> true);
  }

  Scripted(GatewayLimits limits, Predicate<String> mayPassOn) {
    gateway =
        new Gateway(
            new GatewayIdentity("plant1", "gw", Tier.GATEWAY),
            new Answerers(
                new Facts(),
                Queries.NONE,
                new Code(),
                new Agents(),
                new Model(),
                new Papers(),
                new Above(),
                new Book()),
            limits,
            mayPassOn,
            Clock.systemUTC());
  }

  Scripted() {
    this(GatewayLimits.USUAL);
  }

  static Asked asked(Question question, long ms) {
    return asked(question, "p1", ms);
  }

  static Asked asked(Question question, String principal, long ms) {
    Instant now = Clock.systemUTC().instant();
    return new Asked(
        question, "boiler/3", "c1", principal, "reply/c1", "", now, now.plusMillis(ms), null);
  }

  Answer answer(Question question, String principal) {
    return gateway.ask(asked(question, principal, 20_000), interim::add).answer().join();
  }

  Answering.Taken ask(Question question, long ms) {
    return gateway.ask(asked(question, ms), interim::add);
  }

  Answer answer(Question question) {
    return ask(question, 20_000)
        .answer()
        .orTimeout(10, java.util.concurrent.TimeUnit.SECONDS)
        .join();
  }

  void upstreamComesBack() {
    upstreamReachable = true;
    whenReachable.forEach(Runnable::run);
  }

  static Attempt.Found found(Route route, String text, Double confidence) {
    return new Attempt.Found(
        route, text, null, confidence, List.of(evidence()), Attempt.Source.NONE, null);
  }

  static Attempt.Guess guess(String text, Double confidence) {
    return new Attempt.Guess(
        Route.MODEL, text, confidence, List.of(), Attempt.Source.NONE, null, "it is not sure");
  }

  static Evidence evidence() {
    return new Evidence("boiler/3/temperature", "", 81.5, "°C", null);
  }

  static Answer fromAbove(String text, Double confidence) {
    return Answer.by(new By("hub", Tier.HUB, null, null, null))
        .id("other")
        .answered(Route.DOCUMENT, text)
        .confidence(confidence)
        .hops(List.of(new Hop("hub", Status.ANSWERED, 3)))
        .build();
  }

  @Override
  public void close() {
    gateway.close();
  }

  private final class Facts implements FactSource {
    @Override
    public List<Fact> select(String text, String subject, List<Evidence> carried) {
      looked.add(text);
      Evidence seen =
          carried.isEmpty()
              ? new Evidence("boiler/3/temperature", "", temperature, unit, at)
              : carried.get(0);
      return List.of(
          new Fact(
              seen.topic(),
              "",
              "boiler 3 temperature",
              "temperature",
              seen.value(),
              seen.unit(),
              seen.at(),
              null,
              null,
              List.of()));
    }

    @Override
    public Object value(String topic, String path) {
      return temperature;
    }
  }

  private final class Code implements Routines {
    @Override
    public Attempt attempt(Asked question, List<Fact> facts) {
      asked.add("routine");
      inRoutine.run();
      return routine;
    }

    @Override
    public void exchanged(Asked question, List<Fact> facts, Answer answer, FoundBy foundBy) {}
  }

  private final class Agents implements Experts {
    @Override
    public boolean covers(String subject) {
      return expertThere;
    }

    @Override
    public CompletableFuture<Optional<Said>> ask(Asked question, Instant until) {
      asked.add("expert");
      return expert;
    }
  }

  private final class Model implements LocalModel {
    @Override
    public boolean present() {
      return modelThere;
    }

    @Override
    public CompletableFuture<Attempt> attempt(
        Asked question, List<Fact> facts, Instant until, Consumer<String> delta) {
      asked.add("model");
      delta.accept("81.5");
      return model;
    }
  }

  private final class Papers implements Passages {
    @Override
    public boolean present() {
      return documentsThere;
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public Attempt attempt(Asked question) {
      asked.add("documents");
      return passage;
    }
  }

  private final class Above implements Upstream {
    @Override
    public boolean configured() {
      return upstreamConfigured;
    }

    @Override
    public boolean reachable() {
      return upstreamReachable;
    }

    @Override
    public CompletableFuture<Boolean> looked() {
      return upstreamLooked;
    }

    @Override
    public void onReachable(Runnable listener) {
      whenReachable.add(listener);
    }

    @Override
    public CompletableFuture<Optional<Answer>> ask(Passed passed) {
      asked.add("upstream");
      passedUp.add(passed);
      return upstream;
    }
  }

  private final class Book implements Ledger {
    @Override
    public void taken(Asked question) {
      unwritten.add(question);
    }

    @Override
    public void ended(Asked question, Answer answer) {
      ended.add(answer);
    }

    @Override
    public void told(Asked question) {}

    @Override
    public void flush() {
      written.addAll(unwritten);
      unwritten.clear();
    }
  }
}
