package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class PasswordChecksTest {
  @AutoClose private final PasswordChecks checks = new PasswordChecks();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

  /** The thread is busy until {@link #go} is counted down. */
  private void busy() throws InterruptedException {
    checks.take(
        "busy",
        () -> {
          begun.countDown();
          try {
            go.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    begun.await();
  }

  @Test
  void addressesTakeTurnsHoweverManyOneOfThemSends() throws Exception {
    busy();
    for (int i = 0; i < 3; i++) {
      checks.take("guesser", () -> done.add("guesser"));
    }
    checks.take("kiln", () -> done.add("kiln"));
    go.countDown();
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      order.add(done.poll(30, TimeUnit.SECONDS));
    }
    assertEquals(List.of("guesser", "kiln", "guesser", "guesser"), order);
  }

  @Test
  void oneAddressFillsItsOwnQueueAndNobodyElses() throws Exception {
    busy();
    for (int i = 0; i < PasswordChecks.OF_ONE_ADDRESS; i++) {
      assertTrue(checks.take("guesser", () -> {}));
    }
    assertFalse(checks.take("guesser", () -> {}));
    assertTrue(checks.take("kiln", () -> {}));
    go.countDown();
  }

  @Test
  void inAllNoMoreWaitThanThereIsTimeFor() throws Exception {
    busy();
    for (int i = 0; i < PasswordChecks.IN_ALL; i++) {
      assertTrue(checks.take("source " + i, () -> {}));
    }
    assertFalse(checks.take("one more", () -> {}));
    go.countDown();
  }

  @Test
  void aCheckThatFailsDoesNotEndTheOthers() throws Exception {
    checks.take(
        "a",
        () -> {
          throw new IllegalStateException("no");
        });
    checks.take("b", () -> done.add("b"));
    assertEquals("b", done.poll(30, TimeUnit.SECONDS));
  }
}
