package io.parley.examples;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.agent.Ask;
import io.parley.message.Answer;
import io.parley.message.Hop;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * Asks what the gateway cannot know, takes a first word, and waits for the surer one from above.
 */
public final class Escalate {
  private Escalate() {}

  /** Arguments: the gateway's URL with the site as its path, and the question. */
  public static void main(String[] args) {
    System.out.println(ask(args[0], args[1]));
  }

  /** The answer and the nodes that took the question, nearest first. */
  static String ask(String url, String question) {
    try (Agent agent = Agent.connect(url, AgentOptions.usual())) {
      Answer answer =
          agent
              .ask(
                  Ask.of(question)
                      .sure(0.9)
                      .within(Duration.ofMinutes(1))
                      .waiting(first -> System.out.println("so far: " + first.reason())))
              .join();
      String way = answer.hops().stream().map(Hop::agent).collect(Collectors.joining(" > "));
      return "%s by way of %s".formatted(answer.text(), way);
    }
  }
}
