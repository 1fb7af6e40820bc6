package io.parley.errand;

import io.parley.codec.Trees;
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

/**
 * Words to one agent over {@code to/{agent}}, and what it says to them. Replies come on the
 * session's listening thread.
 */
public final class Correspondence {
  private static final int MOST_WAITING = 256;
  private static final String JSON = "application/json";

  private final MqttSession session;
  private final Topics topics;
  private final String site;
  private final String replyTopic;
  private final SecureRandom random = new SecureRandom();
  private final Map<Correlation, CompletableFuture<MqttMessage>> waiting =
      new ConcurrentHashMap<>();

  /**
   * A correspondence of one agent.
   *
   * @param me the agent that speaks
   * @param about the last level of its reply topic, its own among this agent's correspondences
   */
  public Correspondence(MqttSession session, Topics topics, String site, String me, String about) {
    this.session = session;
    this.topics = topics;
    this.site = site;
    this.replyTopic = topics.answer(site, me) + "/" + about;
  }

  /** Listens for replies; to be called before the first word. */
  public CompletableFuture<Void> start() {
    return session.subscribe(Subscription.live(replyTopic), this::received);
  }

  /** Says something to an agent of the own site. */
  public CompletableFuture<MqttMessage> say(
      String agent, Map<String, Object> words, Duration limit) {
    return say(site, agent, words, limit);
  }

  /**
   * Says something to an agent.
   *
   * @param words a map with an {@code op}
   * @return completes with the reply as it came, which may be a refusal; exceptionally if none
   *     comes in time, the broker refuses the word, or too many wait
   */
  public CompletableFuture<MqttMessage> say(
      String at, String agent, Map<String, Object> words, Duration limit) {
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
            topics.to(at, agent),
            Trees.toJson(words),
            false,
            JSON,
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
