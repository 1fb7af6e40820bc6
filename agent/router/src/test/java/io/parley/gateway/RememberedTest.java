package io.parley.gateway;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.DedupeKey;
import io.parley.message.Route;
import io.parley.message.Tier;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class RememberedTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000);
  private static final Instant LATER = NOW.plusSeconds(30);
  private static final long MOST = 100_000;

  private final Remembered remembered = new Remembered(MOST);

  private static DedupeKey key(int number) {
    return new DedupeKey("c1", "id:q" + number);
  }

  private CompletableFuture<Answer> put(int number, CompletableFuture<Answer> answer) {
    return remembered.putIfAbsent(key(number), answer, LATER);
  }

  private static CompletableFuture<Answer> said(String text) {
    By by = new By("gw", Tier.GATEWAY, null, null, null);
    return CompletableFuture.completedFuture(
        Answer.by(by).answered(Route.MODEL, text).confidence(1.0).build());
  }

  @Test
  void longAnswersAreForgottenOldestFirst() {
    CompletableFuture<Answer> underWay = new CompletableFuture<>();
    assertNull(put(0, underWay));
    int most = (int) (MOST / 10_000);
    for (int i = 1; i <= 10 * most; i++) {
      assertNull(put(i, said("x".repeat(10_000))));
    }

    assertSame(underWay, put(0, said("again")), "what is under way stays");
    assertNotNull(put(10 * most, said("again")), "the last is known");
    int known = 0;
    for (int i = 1; i <= 10 * most; i++) {
      known += remembered.putIfAbsent(key(i), new CompletableFuture<>(), LATER) == null ? 0 : 1;
    }
    assertTrue(known > 0 && known <= most, known + " are known");
  }

  @Test
  void anAnswerThatCannotBeWrittenIsForgottenAtOnce() {
    By by = new By("gw", Tier.GATEWAY, null, null, null);
    Answer broken =
        Answer.by(by).answered(Route.ROUTINE, "x").confidence(1.0).data(new Object()).build();

    assertNull(put(1, CompletableFuture.completedFuture(broken)));
    assertNull(put(1, said("again")), "it is taken as new");
  }

  @Test
  void whatIsOverMakesRoom() {
    for (int i = 0; i < 4; i++) {
      assertNull(put(i, said("x".repeat(10_000))));
    }
    remembered.sweep(LATER.plusSeconds(1));
    for (int i = 0; i < 4; i++) {
      assertNull(put(i, said("x".repeat(10_000))));
    }
    for (int i = 0; i < 4; i++) {
      assertNotNull(put(i, said("again")));
    }
  }
}
