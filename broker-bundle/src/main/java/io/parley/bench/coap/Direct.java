package io.parley.bench.coap;

import io.parley.mqtt.MqttMessage;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Publishes into the broker itself, as many at once as there are devices: what a publish costs
 * without CoAP, by the time that its subscriber has it.
 */
final class Direct {
  private static final int BATCH = 16;

  private final House house;
  private final Semaphore window;
  private long sent;
  private long sentBefore;

  Direct(House house, int atOnce) {
    this.house = house;
    window = new Semaphore(atOnce);
  }

  /** Messages a second that came out at the subscriber, after the warm-up. */
  double perSecond(Duration warmup, Duration measured) throws InterruptedIOException {
    sentBefore += sent;
    sent = 0;
    long first = house.arrived.get();
    long from = System.nanoTime() + warmup.toNanos();
    publishUntil(from, first);
    long before = house.arrived.get();
    publishUntil(from + measured.toNanos(), first);
    return (house.arrived.get() - before) / (measured.toNanos() / 1e9);
  }

  /** How many it has sent in all. */
  long sent() {
    return sentBefore + sent;
  }

  private void publishUntil(long end, long first) throws InterruptedIOException {
    try {
      while (System.nanoTime() < end) {
        if (sent - (house.arrived.get() - first) >= Load.MOST_BEHIND) {
          TimeUnit.MILLISECONDS.sleep(1);
          continue;
        }
        for (int i = 0; i < BATCH; i++) {
          window.acquire();
          publish(sent++);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the bench is stopped");
    }
  }

  private void publish(long number) {
    var unused =
        house
            .publish(
                new MqttMessage(
                    "bench/direct/" + number % CoapBench.DEVICES,
                    Load.PAYLOAD,
                    true,
                    "application/json",
                    null,
                    null,
                    null,
                    List.of()))
            .whenComplete((done, error) -> window.release());
  }
}
