package io.parley.mqttentrance;

import io.parley.codec.Codec;
import io.parley.exchange.Exchange;
import io.parley.gateway.Answering.Interim;
import io.parley.message.Answer;
import io.parley.message.Life;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes answers and frames, never late, never retained. */
final class Publisher {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private final MqttSession session;
  private final EntranceCounts counts;
  private final Clock clock;

  Publisher(MqttSession session, EntranceCounts counts, Clock clock) {
    this.session = session;
    this.counts = counts;
    this.clock = clock;
  }

  void answer(ReplyPath path, Answer answer, Instant expires) {
    publish(path, Codec.encode(answer, path.format()), expires);
  }

  void interim(ReplyPath path, Interim interim, Instant expires) {
    if (interim instanceof Interim.Streamed streamed) {
      publish(path, Codec.encode(streamed.frame(), path.format()), expires);
    } else if (interim instanceof Interim.Provisional provisional) {
      answer(path, provisional.answer(), expires);
    }
  }

  private void publish(ReplyPath path, byte[] payload, Instant expires) {
    Duration left = Duration.between(clock.instant(), expires);
    if (left.isNegative() || left.isZero()) {
      counts.late();
      LOG.warn("an answer to {} came {} ms late and is dropped", path.topic(), -left.toMillis());
      return;
    }
    String traceparent = path.traceparent();
    MqttMessage message =
        new MqttMessage(
            path.topic(),
            payload,
            false,
            path.format().contentType(),
            null,
            path.correlation(),
            Life.messageExpirySeconds(left),
            traceparent == null
                ? List.of()
                : List.of(Map.entry(Exchange.TRACEPARENT, traceparent)));
    var unused =
        session
            .publish(message)
            .whenComplete(
                (puback, error) -> {
                  if (error != null) {
                    LOG.warn("an answer could not be published: {}", error.getMessage());
                  }
                });
  }
}
