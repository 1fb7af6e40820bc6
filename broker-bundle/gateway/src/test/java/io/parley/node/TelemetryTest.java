package io.parley.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.config.Settings;
import io.parley.message.Tier;
import io.parley.telemetry.SiteWords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TelemetryTest {
  @TempDir Path folder;

  @Test
  void beginsAnewWhereLastValuesCannotBeRead() throws Exception {
    Settings settings = Settings.builder().data(folder).model("none").build();
    try (NodePlace place = NodePlace.take(folder, Tier.GATEWAY, "plant1")) {
      Files.writeString(place.knowledge(), "half of what was there");
      try (Telemetry telemetry = Telemetry.of(settings, place, SiteWords.NONE, Clock.systemUTC())) {
        assertEquals(0, telemetry.knowledge().size());
      }
      try (Telemetry next = Telemetry.of(settings, place, SiteWords.NONE, Clock.systemUTC())) {
        assertEquals(0, next.knowledge().size());
      }
      assertEquals(16, Files.size(place.knowledge()));
    }
  }
}
