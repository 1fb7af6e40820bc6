package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PatienceTest {
  private static final Duration A_WHILE = Duration.ofMillis(1);
  private final AtomicInteger looks = new AtomicInteger();
  private final CompletableFuture<Void> what = new CompletableFuture<>();

  @Test
  void waitsOnWhileThereIsWork() throws Exception {
    Patience patience =
        new Patience(
            A_WHILE,
            () -> {
              if (looks.incrementAndGet() == 5) {
                what.complete(null);
              }
              return Duration.ofSeconds(looks.get());
            });
    patience.await(what);
    assertEquals(5, looks.get());
  }

  @Test
  void givesUpOnWhatDoesNothing() {
    Patience patience =
        new Patience(A_WHILE, () -> Duration.ofMillis(900L * looks.incrementAndGet()));
    assertThrows(TimeoutException.class, () -> patience.await(what));
    assertEquals(2, looks.get());
  }

  @Test
  void givesUpInTheEnd() {
    Patience patience = new Patience(A_WHILE, () -> Duration.ofSeconds(looks.incrementAndGet()));
    assertThrows(TimeoutException.class, () -> patience.await(what));
    assertEquals(11, looks.get());
  }
}
