package io.parley.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.site.SeriesId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TrackTest {
  private static final long START = 1_773_100_800_000L;
  private static final long DAY = 86_400_000;

  private final Track track =
      new Track(new SeriesId("a", ""), 1, new Calendar(ZoneOffset.UTC), Long.MIN_VALUE);

  private void record(long at, double value) {
    track.record(value, null, false, at);
    track.evict(at);
    track.dropOld(at);
  }

  @Test
  void aSeriesThatChangesAllTheTimeKeepsItsNewestChanges() {
    int most = 0;
    for (int i = 0; i < 20 * 8640; i++) {
      record(START + i * 10_000L, i / 10.0);
      most = Math.max(most, track.raw.size());
    }
    assertEquals(RawSteps.MOST + 63, most);
    assertTrue(track.raw.size() >= RawSteps.MOST);
    assertTrue(track.raw.capacity() <= 900, track.raw.capacity() + " places");
    assertTrue(track.closed.size() <= 10 * 144 * 12, track.closed.size() + " bytes");
    assertTrue(track.closed.size() >= 8 * 144 * 4, track.closed.size() + " bytes");
  }

  @Test
  void aSeriesThatChangesSeldomKeepsLittle() {
    for (int i = 0; i < 1460; i++) {
      record(START + i * DAY / 2, i % 2);
    }
    assertEquals(RawSteps.AT_LEAST, track.raw.size());
    assertTrue(track.raw.capacity() <= 96, track.raw.capacity() + " places");
    assertTrue(track.closed.size() <= 128, track.closed.size() + " bytes");
  }

  @Test
  void whatIsYoungerThanEightDaysStays() {
    for (int i = 0; i < 400; i++) {
      record(START + i * DAY / 40, i);
    }
    assertEquals(START + 78 * DAY / 40, track.raw.at(0));
    assertEquals(START + 399 * DAY / 40, track.raw.at(track.raw.size() - 1));
  }

  @Test
  void afterABurstTheArraysShrink() {
    for (int i = 0; i < 5000; i++) {
      record(START + i, i);
    }
    track.evict(START + 9 * DAY);
    assertEquals(RawSteps.AT_LEAST, track.raw.size());
    assertTrue(track.raw.capacity() <= 2 * RawSteps.AT_LEAST);
  }

  @Test
  void manyTextsStayWithinBounds() {
    for (int i = 0; i < 100_000; i++) {
      track.record(
          Double.NaN, StateValue.of("text " + i + "x".repeat(1000), null), true, START + i);
      track.evict(START + i);
    }
    for (Rollup rollup : track.closed.all()) {
      assertTrue(rollup.states.size() <= Rollup.MOST_STATES);
    }
    track.fold(START + DAY);
    assertTrue(track.closed.size() < 1 << 16, track.closed.size() + " bytes");
    assertEquals(StateValue.LONGEST, String.valueOf(track.raw.other(0).value()).length());
  }
}
