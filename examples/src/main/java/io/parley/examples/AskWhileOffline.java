package io.parley.examples;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.agent.Ask;
import io.parley.message.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A vehicle that asks while it has no line: the question waits, and is answered once it has. */
public final class AskWhileOffline implements AutoCloseable {
  private final Agent agent;

  private AskWhileOffline(String url) {
    agent = Agent.connect(url, AgentOptions.named("vehicle3"));
  }

  static AskWhileOffline start(String url) {
    return new AskWhileOffline(url);
  }

  /** Completes with the answer, or with status expired after ten minutes without a line. */
  CompletableFuture<Answer> ask(String question) {
    return agent.ask(Ask.of(question).about("pump/7").within(Duration.ofMinutes(10)));
  }

  /** Arguments: the broker's URL with the site as its path, and the question. */
  public static void main(String[] args) {
    try (AskWhileOffline vehicle = start(args[0])) {
      System.out.println(vehicle.ask(args[1]).join());
    }
  }

  @Override
  public void close() {
    agent.close();
  }
}
