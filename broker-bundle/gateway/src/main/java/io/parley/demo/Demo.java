package io.parley.demo;

import io.parley.message.Answer;
import io.parley.message.Codes;
import io.parley.message.Needs;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.message.Tier;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The story that the demo tells: a plant with a gateway, a pump house whose board is too small for
 * a model, a hub above both; questions of every kind, also such as nobody should answer; the hub
 * killed and brought back.
 */
public final class Demo {
  private static final String PLANT = "plant1";
  private static final String PUMPS = "pumps";
  private static final String STONE = "How do I clean an ornament that reacts with water?";

  private final Report report;
  private final Stage stage;

  private Demo(Report report, Stage stage) {
    this.report = report;
    this.stage = stage;
  }

  /**
   * Plays the story once.
   *
   * @param out where the table or the JSON lines go
   * @param err where it tells what it does
   * @param waiter called with the addresses once the story is told, to keep everything running;
   *     null: end at once
   * @return how many steps did not do what they say
   * @throws DemoException if a process does not start
   */
  public static int run(PrintWriter out, PrintWriter err, boolean json, @Nullable Waiter waiter)
      throws IOException {
    Report report = new Report(out, json);
    try (Stage stage = Stage.set(err)) {
      try {
        new Demo(report, stage).tell();
      } catch (RuntimeException e) {
        stage.keepFolder();
        err.printf("parley: the story broke off; logs: %s%n", stage.folder());
        throw e;
      }
      if (report.failed() > 0) {
        err.printf(
            "parley: %d steps did not do what they say; logs: %s%n",
            report.failed(), stage.folder());
        stage.keepFolder();
      }
      err.flush();
      if (waiter != null) {
        waiter.await(stage.addresses());
      }
    }
    return report.failed();
  }

  /** Keeps the demo running until somebody ends it. */
  @FunctionalInterface
  public interface Waiter {
    /** Returns when the demo is to end. */
    void await(List<String> addresses);
  }

  private void tell() {
    report.head();
    overFacts();
    aloft();
    asProtocol();
    withoutHub();
  }

  private void overFacts() {
    ask(at("a value", "How warm is the greenhouse?", byCode("23.6")));
    ask(
        at("over a limit, and by how much", "Is boiler 3 too hot?", byCode("boiler 3", "4.2"))
            .about("boiler/3"));
    ask(
        at(
            "a span of time",
            "What was the highest temperature of the cold store in the last hour?",
            byCode(Plant.COLD_STORE_PEAK)));
    ask(at("a group: which of them", "Which light is on?", byCode("hall")));
    ask(at("a group: how many", "How many lights are on?", byCode("1")));
    ask(at("yes or no", "Is the office light on?", byCode("no", "office light")));
    ask(at("SenML read as it is", "How full is tank 1?", byCode("62.5")));
    ask(at("a conversation", "What is the temperature of boiler 3?", byCode("84.2")).in("boilers"));
    ask(at("what follows in it", "What about boiler 30?", byCode("61")).in("boilers"));
    ask(at("a place that is not here", "How warm is the sauna?", Step.doesNotKnow("sauna")));
    ask(at("nobody can know", "Who won the football match yesterday?", Step.unsure()));
    ask(
        at(
            "a command: nodes only read",
            "Turn off the hall light.",
            Step.refused(Codes.UNSUPPORTED)));
  }

  private void aloft() {
    ask(
        at("only the hub's documents hold it", STONE, Step.says("white spirit"))
            .with(Step.route(Route.DOCUMENT).and(Step.by(Tier.HUB))));
    ask(
        at("asked twice: from the cache", STONE, Step.says("white spirit"))
            .with(Step.route(Route.CACHE)));
    ask(
        Step.of(
                "a board too small for a model: code needs none",
                PUMPS,
                "What is the flow of pump 2?",
                byCode("12.4"))
            .with(Step.by(Tier.GATEWAY)));
  }

  private void asProtocol() {
    ask(at("a second of its kind", "How warm is the workshop?", byCode("19.2")));
    String protocol = stage.awaitProtocol();
    report.note("   -- what was asked twice is now a protocol, announced on the broker --");
    ask(
        new Step(
            "a third: one line of JSON instead of words",
            PLANT,
            "",
            Question.ofProtocol(protocol, Map.of("place", "boiler room")),
            Step.says("28.4").and(Step.route(Route.ROUTINE))));
  }

  private void withoutHub() {
    stage.killHub();
    report.note("   -- the hub is killed --");
    ask(at("without the hub: from here", "What is the pressure of boiler 30?", byCode("1.8")));
    ask(at("without the hub: said plainly", "How is flame failure E4 reset?", Step.unsure()));
    Step waits =
        new Step(
            "may wait: from the hub once it is back",
            PLANT,
            "",
            Question.ofText("How do I clean granite and slate?")
                .withNeeds(new Needs(null, Needs.MOST_HOPS, null, false, true)),
            Step.says("soap").and(Step.by(Tier.HUB)));
    CompletableFuture<Void> provisional = new CompletableFuture<>();
    CompletableFuture<Optional<Answer>> answer =
        CompletableFuture.supplyAsync(() -> stage.ask(waits, first -> provisional.complete(null)));
    provisional.orTimeout(20, TimeUnit.SECONDS).join();
    report.note("   -- a provisional answer came; the hub is brought back --");
    stage.startHub();
    report.row(waits, answer.join().orElse(null));
  }

  private static Step at(String name, String text, Predicate<Answer> holds) {
    return Step.of(name, PLANT, text, holds);
  }

  /** What was read as a query, which code evaluated. */
  private static Predicate<Answer> byCode(String... words) {
    return Step.says(words).and(Step.route(Route.QUERY));
  }

  private void ask(Step step) {
    report.row(step, stage.ask(step, provisional -> {}).orElse(null));
  }
}
