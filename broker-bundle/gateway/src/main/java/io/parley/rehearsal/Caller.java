package io.parley.rehearsal;

import io.parley.mqtt.Correlation;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Subscription;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client that sends requests to a topic and waits for their replies. */
public final class Caller {
  private static final long PATIENCE_SECONDS = 20;

  private final MqttSession session;
  private final String replyTopic;
  private final Map<Correlation, CompletableFuture<MqttMessage>> waiting =
      new ConcurrentHashMap<>();

  /** Begins anywhere: a node remembers over a restart what it was asked on this reply topic. */
  private long next = new Random().nextLong();

  /**
   * Subscribes to the replies, and waits until that is done.
   *
   * @param session connected
   */
  public Caller(MqttSession session, String replyTopic) {
    this.session = session;
    this.replyTopic = replyTopic;
    session
        .subscribe(Subscription.live(replyTopic), this::heard)
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private void heard(MqttMessage message) {
    Correlation correlation = message.correlation();
    CompletableFuture<MqttMessage> one = correlation == null ? null : waiting.remove(correlation);
    if (one != null) {
      one.complete(message);
    }
  }

  /** Sends a request; the reply fails with a time-out after {@value #PATIENCE_SECONDS} seconds. */
  public CompletableFuture<MqttMessage> call(
      String topic, byte[] payload, @Nullable String contentType) {
    Correlation correlation =
        Correlation.of(ByteBuffer.allocate(Long.BYTES).putLong(next++).array());
    CompletableFuture<MqttMessage> reply = new CompletableFuture<>();
    waiting.put(correlation, reply);
    var unused =
        session.publish(
            new MqttMessage(
                topic, payload, false, contentType, replyTopic, correlation, 30L, List.of()));
    return reply.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** The median time of calls one after another, in milliseconds. */
  public double medianMs(String topic, byte[] payload, @Nullable String contentType, int calls) {
    double[] times = new double[calls];
    for (int i = 0; i < calls; i++) {
      long start = System.nanoTime();
      call(topic, payload, contentType).join();
      times[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(times);
    return times[calls / 2];
  }

  /** Calls a second, so many at once. */
  public double perSecond(
      String topic, byte[] payload, @Nullable String contentType, int calls, int atOnce)
      throws InterruptedException {
    Semaphore window = new Semaphore(atOnce);
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      window.acquire();
      var unused =
          call(topic, payload, contentType).whenComplete((reply, error) -> window.release());
    }
    window.acquire(atOnce);
    return calls / ((System.nanoTime() - start) / 1e9);
  }
}
