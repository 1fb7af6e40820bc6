package io.parley.examples;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.agent.Inquiry;
import io.parley.ingest.Ingest;
import io.parley.ingest.IngestFilter;
import io.parley.ingest.IngestSettings;
import io.parley.knowledge.Fact;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.KnowledgeSettings;
import io.parley.message.Answer;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.mqtt.Subscription;
import io.parley.paho.PahoSession;
import io.parley.topics.Topics;
import java.time.Clock;
import java.util.List;

/** An expert of plain code on whatever Zigbee2MQTT publishes: it finds the value that is meant. */
public final class ReadAnExistingStack implements AutoCloseable {
  private final Knowledge knowledge =
      new Knowledge(KnowledgeSettings.standard(), Clock.systemUTC());
  private final MqttSession stack;
  private final Agent agent;

  private ReadAnExistingStack(String url) {
    IngestFilter filter = IngestFilter.of("zigbee2mqtt/#");
    Ingest ingest =
        new Ingest(IngestSettings.of(Topics.ROOT, List.of(filter)), knowledge, Clock.systemUTC());
    stack = PahoSession.of(SessionOptions.of(BrokerUrl.parse(url), "zigbee-reader"));
    stack.connect().join();
    stack
        .subscribe(
            Subscription.to(filter.filter()),
            heard ->
                ingest.accept(
                    filter.filter(),
                    heard.topic(),
                    heard.payload(),
                    heard.contentType(),
                    heard.retain()))
        .join();
    agent = Agent.connect(url, AgentOptions.named("zigbee"));
    agent.answer("home/#", this::answer).join();
  }

  static ReadAnExistingStack start(String url) {
    return new ReadAnExistingStack(url);
  }

  private Answer answer(Inquiry inquiry) {
    List<Fact> facts = knowledge.select(inquiry.text(), inquiry.subject(), 1);
    if (facts.isEmpty()) {
      return inquiry.unsure("no device of this house is meant");
    }
    Fact fact = facts.get(0);
    String unit = fact.unit() == null ? "" : " " + fact.unit();
    return inquiry
        .answer("%s: %s%s".formatted(fact.name(), fact.value(), unit))
        .change()
        .evidence(List.of(fact.evidence()))
        .build();
  }

  /** The first argument is the broker's URL with the site as its path. Runs until it is killed. */
  public static void main(String[] args) {
    start(args[0]);
  }

  @Override
  public void close() {
    agent.close();
    stack.close();
  }
}
