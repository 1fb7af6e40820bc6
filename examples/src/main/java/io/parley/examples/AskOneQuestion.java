package io.parley.examples;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.agent.Ask;
import io.parley.message.Answer;

/** Asks one question and shows who answered it, how sure, and at what cost. */
public final class AskOneQuestion {
  private AskOneQuestion() {}

  /** Arguments: the broker's URL with the site as its path, the subject, the question. */
  public static void main(String[] args) {
    System.out.println(ask(args[0], args[1], args[2]));
  }

  static String ask(String url, String subject, String question) {
    try (Agent agent = Agent.connect(url, AgentOptions.usual())) {
      Answer answer = agent.ask(Ask.of(question).about(subject)).join();
      return switch (answer.status()) {
        case ANSWERED -> "%s (%s)".formatted(answer.text(), answer.by().agent());
        case UNSURE, REFUSED, EXPIRED, FAILED -> "no answer: " + answer.reason();
      };
    }
  }
}
