package io.parley.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceTest {
  private static final long MS = 1_000_000;
  private final Pace pace = new Pace(Duration.ofSeconds(10));

  private void talks() {
    pace.restart(0);
    for (int i = 1; i <= 10; i++) {
      pace.word(i * (50 * MS));
    }
  }

  @Test
  void whoNeitherTalksNorComputesIsGivenUpByItsUsualPace() {
    talks();
    assertEquals("", pace.silent(2400 * MS, true));
    assertTrue(pace.silent(2600 * MS, true).startsWith("not a word for 2100 ms, at most 2000"));
  }

  @Test
  void whoComputesMayBeSilentForLonger() {
    talks();
    assertTrue(pace.quiet(1600 * MS));
    for (int at = 1600; at < 10_400; at += 100) {
      pace.computed((at - 1000) * MS / 2, at * MS);
      assertEquals("", pace.silent(at * MS, true), "at " + at);
    }
    assertFalse(pace.silent(10_600 * MS, true).isEmpty());
  }

  @Test
  void aTrickleOfProcessorTimeIsNoWork() {
    talks();
    for (int at = 600; at <= 2600; at += 100) {
      pace.computed(at * MS / 100, at * MS);
    }
    assertFalse(pace.silent(2600 * MS, true).isEmpty());
  }

  @Test
  void beforeItsPaceIsKnownTheLongestSilenceRules() {
    pace.restart(0);
    assertEquals("", pace.silent(9900 * MS, true));
    assertFalse(pace.silent(10_100 * MS, true).isEmpty());
  }

  @Test
  void anIdleOneAnswersItsPing() {
    talks();
    assertEquals("", pace.silent(60_000 * MS, false));
    pace.ping(60_000 * MS);
    assertEquals("", pace.silent(64_000 * MS, false));
    assertFalse(pace.silent(65_100 * MS, false).isEmpty());
    pace.pong(65_200 * MS);
    assertEquals("", pace.silent(70_000 * MS, false));
  }
}
