package io.parley.examples;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.agent.Ask;
import io.parley.message.Answer;
import io.parley.message.Hop;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * A gateway without a model passes what it cannot read up with the facts that it is about; the
 * hub's model, behind an OpenAI-compatible server, reads them. What it finds is a best guess, so
 * the answer is unsure. Start {@code ./parley hub --config examples/hub-with-server.yaml} and a
 * gateway with {@code --model none --upstream}.
 */
public final class AskTheHubsModel {
  private AskTheHubsModel() {}

  /** Arguments: the gateway's URL with the site as its path, and the question. */
  public static void main(String[] args) {
    System.out.println(told(ask(args[0], args[1])));
  }

  static Answer ask(String url, String question) {
    try (Agent agent = Agent.connect(url, AgentOptions.usual())) {
      return agent
          .ask(
              Ask.of(question)
                  .within(Duration.ofMinutes(1))
                  .waiting(first -> System.out.println("so far: " + first.reason())))
          .join();
    }
  }

  /** The answer, how sure, which model read it where, and the nodes that the question passed. */
  static String told(Answer answer) {
    String way = answer.hops().stream().map(Hop::agent).collect(Collectors.joining(" > "));
    return "%s (%s, confidence %s) read by %s at %s, by way of %s"
        .formatted(
            answer.text(),
            answer.status(),
            answer.confidence(),
            answer.by().model(),
            answer.by().agent(),
            way);
  }
}
