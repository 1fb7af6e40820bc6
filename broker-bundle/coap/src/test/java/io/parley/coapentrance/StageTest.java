package io.parley.coapentrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The threads that take messages through the stack. */
final class StageTest {
  private static final int MANY = 20_000;

  private final Stage stage = new Stage(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void end() {
    gate.countDown();
    stage.shutdownNow();
  }

  @Test
  void thereIsNoRoomWhileTooManyWaitAndAgainOnceTheyAreDone() throws Exception {
    AtomicInteger done = new AtomicInteger();
    stage.execute(this::waitAtTheGate);
    int in = 0;
    while (stage.room() && in < MANY) {
      stage.execute(done::incrementAndGet);
      in++;
    }
    assertTrue(in < MANY, "there is no bound");
    assertFalse(stage.room());
    // What is on its way through is taken all the same.
    CountDownLatch last = new CountDownLatch(1);
    stage.execute(last::countDown);
    gate.countDown();
    assertTrue(last.await(30, TimeUnit.SECONDS));
    assertEquals(in, done.get());
    assertTrue(stage.room());
  }

  @Test
  void itEndsWithAllItsThreads() throws Exception {
    stage.execute(this::waitAtTheGate);
    assertFalse(stage.awaitTermination(1, TimeUnit.MILLISECONDS));
    stage.shutdown();
    gate.countDown();
    assertTrue(stage.awaitTermination(30, TimeUnit.SECONDS));
  }

  private void waitAtTheGate() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
