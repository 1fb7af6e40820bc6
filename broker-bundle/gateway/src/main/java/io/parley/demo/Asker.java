package io.parley.demo;

import io.parley.codec.Codec;
import io.parley.codec.Reply;
import io.parley.exchange.Exchange;
import io.parley.message.Answer;
import io.parley.message.Question;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.paho.PahoSession;
import io.parley.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One client that asks at one broker. */
final class Asker implements AutoCloseable {
  static final Duration LIFE = Duration.ofMinutes(2);

  private final MqttSession session;
  private final Exchange exchange;
  private final Topics topics = new Topics();
  private final String site;

  private Asker(MqttSession session, Exchange exchange, String site) {
    this.session = session;
    this.exchange = exchange;
    this.site = site;
  }

  static Asker at(String url, String site, String client) {
    MqttSession session = PahoSession.of(SessionOptions.of(BrokerUrl.parse(url), client));
    Exchange exchange =
        new Exchange(session, new Topics().answer(site, client), new Codec(), Clock.systemUTC());
    session.connect().orTimeout(10, TimeUnit.SECONDS).join();
    exchange.open().orTimeout(10, TimeUnit.SECONDS).join();
    return new Asker(session, exchange, site);
  }

  /** The final answer; empty if none came in its life. */
  Optional<Answer> ask(String subject, Question question, Consumer<Answer> provisional) {
    try {
      return Optional.of(
          exchange
              .ask(
                  topics.ask(site, subject),
                  question,
                  Clock.systemUTC().instant().plus(LIFE),
                  null,
                  reply -> {
                    if (reply instanceof Reply.Whole whole) {
                      provisional.accept(whole.answer());
                    }
                  })
              .answer()
              .join());
    } catch (CompletionException nobody) {
      return Optional.empty();
    }
  }

  MqttSession session() {
    return session;
  }

  @Override
  public void close() {
    session.close();
  }
}
