package io.parley.bench.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class LoadTest {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger steps = new AtomicInteger();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void aStepThatFailsEndsTheLoad() {
    CompletionException failed =
        assertThrows(
            CompletionException.class,
            () ->
                Load.atPace(
                    timer,
                    10,
                    1000,
                    () -> {
                      if (steps.incrementAndGet() == 3) {
                        throw new IllegalStateException("not sent");
                      }
                    }));
    assertEquals("not sent", failed.getCause().getMessage());
    assertEquals(3, steps.get());
  }

  @Test
  void everyStepIsDoneOnce() {
    Load.atPace(timer, 5, 1000, steps::incrementAndGet);
    assertEquals(5, steps.get());
  }
}
