package io.parley.mqttentrance;

import io.parley.codec.Codec;
import io.parley.exchange.Exchange;
import io.parley.gateway.Answering.Interim;
import io.parley.message.Answer;
import io.parley.message.Life;
import io.parley.mqtt.MqttFailure;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes answers and frames, never late, never retained. */
final class Publisher {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private final MqttSession session;
  private final EntranceCounts counts;
  private final Clock clock;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, CompletableFuture<Boolean>> onTheirWay = new ConcurrentHashMap<>();

  Publisher(MqttSession session, EntranceCounts counts, Clock clock) {
    this.session = session;
    this.counts = counts;
    this.clock = clock;
  }

  /**
   * Publishes an answer.
   *
   * @return completes with whether the question is done with: its asker's broker has the answer, or
   *     nobody can be told any more
   */
  CompletableFuture<Boolean> answer(ReplyPath path, Answer answer, Instant expires) {
    return publish(path, Codec.encode(answer, path.format()), expires);
  }

  /** Completes once nothing is on its way any more. */
  CompletableFuture<Void> flushed() {
    return CompletableFuture.allOf(onTheirWay.values().toArray(CompletableFuture[]::new));
  }

  void interim(ReplyPath path, Interim interim, Instant expires) {
    if (interim instanceof Interim.Streamed streamed) {
      var unused = publish(path, Codec.encode(streamed.frame(), path.format()), expires);
    } else if (interim instanceof Interim.Provisional provisional) {
      var unused = answer(path, provisional.answer(), expires);
    }
  }

  private CompletableFuture<Boolean> publish(ReplyPath path, byte[] payload, Instant expires) {
    Duration left = Duration.between(clock.instant(), expires);
    if (left.isNegative() || left.isZero()) {
      counts.late();
      LOG.warn("an answer to {} came {} ms late and is dropped", path.topic(), -left.toMillis());
      return CompletableFuture.completedFuture(true);
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
    CompletableFuture<Boolean> sent =
        session.publish(message).handle((puback, error) -> done(error, expires));
    long number = numbers.incrementAndGet();
    onTheirWay.put(number, sent);
    var unused = sent.whenComplete((done, error) -> onTheirWay.remove(number));
    return sent;
  }

  private boolean done(@Nullable Throwable error, Instant expires) {
    if (error == null) {
      return true;
    }
    LOG.warn("an answer could not be published: {}", error.getMessage());
    boolean refused =
        error instanceof MqttFailure failure && failure.reasonCode() != MqttFailure.NO_CODE;
    return refused || !clock.instant().isBefore(expires);
  }
}
