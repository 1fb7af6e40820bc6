package io.parley.examples;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.agent.Ask;
import io.parley.ladder.SpeakingAgent;
import io.parley.message.Answer;
import io.parley.message.Question;
import io.parley.message.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How talk becomes cheap, on the price of a stock. A trader asks in words, and the gateway reads
 * them. On the second question of the kind it writes a protocol and proposes it to the trader; from
 * then on its routine answers a hash and a little JSON. A protocol that the gateway does not know
 * is refused with {@code nak}, and the trader falls back to words. {@code ./parley gateway --model
 * none --ingest 'market/#'}, prices on {@code market/acme/price}, then this.
 */
public final class StockPrice {
  private static final String UNKNOWN =
      "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
  private static final int MOST_TRIES = 400;

  private StockPrice() {}

  /** The first argument is the URL of the gateway's broker. */
  public static void main(String[] args) {
    String url = args.length > 0 ? args[0] : "mqtt://127.0.0.1:1883/plant1";
    tell(url).forEach(System.out::println);
  }

  /** The story as it happened: one line for each answer. */
  static List<String> tell(String url) {
    List<String> story = new ArrayList<>();
    try (Agent trader = Agent.connect(url, AgentOptions.named("trader"))) {
      SpeakingAgent speaking = SpeakingAgent.of(trader).join();
      story.add(line(ask(speaking, "What is the price of acme?", Route.QUERY)));
      story.add(line(ask(speaking, "What is the price of globex?", Route.QUERY)));
      Answer byRoutine = ask(speaking, "What is the price of acme?", Route.ROUTINE);
      story.add(line(byRoutine));

      String protocol = String.valueOf(byRoutine.by().protocol());
      Map<String, Object> body = Map.of("place", "acme", "quantity", "price");
      story.add(line(speak(trader, protocol, body)));
      story.add(line(speak(trader, protocol, Map.of("ticker", "acme"))));
      Answer unknown = speak(trader, UNKNOWN, body);
      story.add(line(unknown));
      if (unknown.nak() != null) {
        story.add(line(trader.ask(Ask.of("What is the price of globex?")).join()));
      }
    }
    return story;
  }

  /** Asks until the answer comes the way it is waited for: a protocol takes up to two seconds. */
  private static Answer ask(SpeakingAgent trader, String words, Route route) {
    Answer answer = trader.ask(Ask.of(words)).join();
    for (int i = 0; i < MOST_TRIES && answer.route() != route; i++) {
      answer = trader.ask(Ask.of(words)).join();
    }
    return answer;
  }

  private static Answer speak(Agent trader, String protocol, Map<String, Object> body) {
    return trader.ask(Ask.of(Question.ofProtocol(protocol, body))).join();
  }

  private static String line(Answer answer) {
    return answer.nak() == null
        ? "%s: %s %s"
            .formatted(
                answer.route().word(), answer.text(), answer.data() == null ? "" : answer.data())
            .strip()
        : "nak: " + answer.nak().word();
  }
}
