package io.parley.ladder;

import io.parley.mqtt.Correlation;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Subscription;
import io.parley.topics.Topics;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Words to one agent over {@code to/{agent}}, and what it says to them. */
final class Correspondence {
  private static final int MOST_WAITING = 256;

  private final MqttSession session;
  private final Topics topics;
  private final String site;
  private final String replyTopic;
  private final SecureRandom random = new SecureRandom();
  private final Map<Correlation, CompletableFuture<MqttMessage>> waiting =
      new ConcurrentHashMap<>();

  Correspondence(MqttSession session, Topics topics, String site, String me) {
    this.session = session;
    this.topics = topics;
    this.site = site;
    this.replyTopic = topics.answer(site, me) + "/ladder";
  }

  CompletableFuture<Void> start() {
    return session.subscribe(Subscription.live(replyTopic), this::received);
  }

  /** Says something to an agent; fails if nothing comes back in time. */
  CompletableFuture<MqttMessage> say(String agent, Map<String, Object> words, Duration limit) {
    if (waiting.size() >= MOST_WAITING) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("%d words wait for a reply".formatted(MOST_WAITING)));
    }
    Correlation correlation =
        Correlation.of(ByteBuffer.allocate(8).putLong(random.nextLong()).array());
    CompletableFuture<MqttMessage> reply = new CompletableFuture<>();
    waiting.put(correlation, reply);
    MqttMessage message =
        new MqttMessage(
            topics.to(site, agent),
            Payloads.bytes(words),
            false,
            Payloads.JSON,
            replyTopic,
            correlation,
            Math.max(1, limit.toSeconds()),
            List.of());
    var unused =
        session
            .publish(message)
            .whenComplete(
                (sent, failed) -> {
                  if (failed != null) {
                    reply.completeExceptionally(failed);
                  }
                });
    return reply
        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((done, failed) -> waiting.remove(correlation));
  }

  private void received(MqttMessage message) {
    Correlation correlation = message.correlation();
    CompletableFuture<MqttMessage> reply = correlation == null ? null : waiting.remove(correlation);
    if (reply != null) {
      reply.complete(message);
    }
  }
}
