package io.parley.cli;

import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.paho.PahoSession;
import io.parley.topics.Topics;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** The broker that a command looks at. */
final class BrokerOption {
  @Option(
      names = "--broker",
      paramLabel = "URL",
      description = "the broker (default: ${DEFAULT-VALUE})",
      defaultValue = "mqtt://127.0.0.1:1883")
  private String broker = "";

  @Option(
      names = "--root",
      paramLabel = "R",
      description = "the root of the topic tree (default: ${DEFAULT-VALUE})",
      defaultValue = Topics.ROOT)
  private String root = "";

  Topics topics() {
    return new Topics(root);
  }

  /**
   * A session of this command's own.
   *
   * @throws UsageException if the broker cannot be reached
   */
  MqttSession connect() {
    String client = "parley-" + UUID.randomUUID().toString().substring(0, 8);
    MqttSession session = PahoSession.of(SessionOptions.of(BrokerUrl.parse(broker), client));
    try {
      session.connect().orTimeout(10, TimeUnit.SECONDS).join();
      return session;
    } catch (CompletionException e) {
      session.close();
      throw new UsageException(
          "--broker '%s' cannot be reached: %s"
              .formatted(broker, e.getCause() == null ? e : e.getCause().getMessage()));
    }
  }
}
