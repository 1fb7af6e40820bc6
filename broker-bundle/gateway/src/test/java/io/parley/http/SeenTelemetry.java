package io.parley.http;

import io.parley.ingest.IngestCount;
import io.parley.ingest.Noted;
import io.parley.ingest.Unreadable;
import io.parley.site.Current;
import io.parley.site.MemorySite;
import io.parley.site.Series;
import io.parley.site.Series.Kind;
import io.parley.site.SeriesId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a node has seen, with real values. */
final class SeenTelemetry {
  static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");
  static final SeriesId BOILER = new SeriesId("plant/boiler/3", "supply.temperature");

  private SeenTelemetry() {}

  static TelemetryView view() {
    MemorySite site = new MemorySite(ZoneOffset.UTC);
    see(site, BOILER, "boiler 3 supply temperature", "temperature", "°C", Kind.MEASUREMENT);
    site.take(BOILER, new BigDecimal("60.5"), NOW.minusSeconds(7200));
    site.take(BOILER, new BigDecimal("84.2"), NOW.minusSeconds(3600));
    SeriesId door = new SeriesId("plant/door", "contact");
    site.describe(series(door, "hall door", "contact", null, Kind.STATE, Map.of("true", "closed")));
    site.take(door, true, null);
    SeriesId freezer = new SeriesId("plant/freezer", "");
    see(site, freezer, "freezer temperature", "temperature", "°C", Kind.MEASUREMENT);
    site.take(freezer, new BigDecimal("-18.4"), NOW.minusSeconds(60));
    site.end(freezer, Current.Why.OFFLINE, NOW.minusSeconds(30));
    SeriesId odd = new SeriesId("plant/odd", "");
    see(site, odd, "odd", "", null, Kind.MEASUREMENT);
    site.take(odd, BigInteger.TWO.pow(64), NOW);
    List<IngestCount> counts =
        List.of(
            new IngestCount(
                "plant/#", 9, 5, 0, Map.of(Unreadable.TOO_DEEP, 2L), Map.of(Noted.LATE, 1L)));
    return new TelemetryView(site, site, () -> counts, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** A site of so many series, of which the last is {@code series NUMBER}. */
  static TelemetryView many(int count) {
    MemorySite site = new MemorySite(ZoneOffset.UTC);
    for (int i = 1; i <= count; i++) {
      SeriesId id = new SeriesId("plant/" + i, "");
      see(site, id, "series %04d".formatted(i), "temperature", "°C", Kind.MEASUREMENT);
    }
    return new TelemetryView(site, site, List::of, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static void see(
      MemorySite site,
      SeriesId id,
      String name,
      String quantity,
      @Nullable String unit,
      Kind kind) {
    site.describe(series(id, name, quantity, unit, kind, Map.of()));
  }

  private static Series series(
      SeriesId id,
      String name,
      String quantity,
      @Nullable String unit,
      Kind kind,
      Map<String, String> states) {
    boolean boiler = id.equals(BOILER);
    return new Series(
        id,
        boiler ? "boiler 3" : "",
        name,
        List.of(),
        quantity,
        unit,
        kind,
        boiler ? "boiler" : "",
        boiler ? "cellar" : "",
        "",
        states,
        boiler ? new Series.Limits(null, 80.0) : null);
  }
}
