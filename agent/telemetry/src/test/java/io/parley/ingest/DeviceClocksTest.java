package io.parley.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A device's clock does not freeze its series. */
final class DeviceClocksTest {
  private final IngestRig rig = new IngestRig();

  private void stamped(Instant stamp, int value) {
    rig.comes(
        "rig/a", "[{\"n\":\"x\",\"t\":%d,\"v\":%d}]".formatted(stamp.getEpochSecond(), value));
  }

  private long value() {
    return ((Number) rig.fact("rig/a", "x").value()).longValue();
  }

  @Test
  void aClockThatRunsAheadCountsAsArrival() {
    Instant now = rig.clock.instant();
    stamped(now.plusSeconds(120), 1);
    assertEquals(now, rig.fact("rig/a", "x").at());
    assertEquals(Map.of(), rig.count().noted());
    stamped(now.plusSeconds(121), 2);
    assertEquals(now, rig.fact("rig/a", "x").at());
    assertEquals(Map.of(Noted.CLOCK_AHEAD, 1L), rig.count().noted());

    rig.clock.forward(Duration.ofSeconds(30));
    stamped(rig.clock.instant(), 3);
    assertEquals(3, value());
  }

  @Test
  void aClockThatLostItsTimeCountsAsArrival() {
    stamped(rig.clock.instant(), 1);
    rig.clock.forward(Duration.ofSeconds(1));
    stamped(Instant.parse("2019-12-31T23:59:59Z"), 2);
    assertEquals(2, value());
    assertEquals(rig.clock.instant(), rig.fact("rig/a", "x").at());
    assertEquals(Map.of(Noted.CLOCK_UNSET, 1L), rig.count().noted());
  }

  @Test
  void anOlderValueIsHistoryOnly() {
    stamped(rig.clock.instant(), 1);
    stamped(rig.clock.instant().minusSeconds(300), 90);
    assertEquals(1, value());
    assertEquals(90, rig.fact("rig/a", "x").windows().get(0).max());
    assertEquals(Map.of(Noted.LATE, 1L), rig.count().noted());
  }

  @Test
  void aClockThatIsDaysBehindIsToldFromAStoreThatIsSentOn() {
    Instant start = rig.clock.instant();
    stamped(start, 1);
    Instant wrong = start.minus(Duration.ofDays(400));
    for (int i = 1; i <= 3; i++) {
      rig.clock.forward(Duration.ofSeconds(10));
      stamped(wrong.plusSeconds(10L * i), 10 + i);
    }
    assertEquals(13, value());
    assertEquals(rig.clock.instant(), rig.fact("rig/a", "x").at());

    for (int i = 0; i < 10; i++) {
      rig.clock.forward(Duration.ofSeconds(1));
      stamped(start.minus(Duration.ofDays(3)).plusSeconds(600L * i), 50 + i);
    }
    assertEquals(13, value());
    assertEquals(Map.of(Noted.LATE, 11L, Noted.CLOCK_BEHIND, 2L), rig.count().noted());
  }
}
