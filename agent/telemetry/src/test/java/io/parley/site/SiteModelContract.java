package io.parley.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.site.Series.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SiteModel} keeps to. */
public abstract class SiteModelContract {
  protected static final Instant START = Instant.parse("2026-03-11T00:00:00Z");
  protected static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  /** How a test fills the site that is tested. */
  protected interface Feed {
    void describe(Thing thing);

    void describe(Series series);

    void take(SeriesId id, Object value, @Nullable Instant at);

    void end(SeriesId id, Current.Why why, @Nullable Instant since);
  }

  private SiteModel site;
  private Feed feed;

  /** Makes an empty site in {@link #ZONE}. */
  protected abstract SiteModel site();

  /** How to fill the site that was made last. */
  protected abstract Feed feed();

  @BeforeEach
  final void fill() {
    site = site();
    feed = feed();
    feed.describe(new Thing("vat", List.of(), "tank", "hall", "ground"));
    feed.describe(new Thing("mill", List.of("old mill"), "machine", "hall", "ground"));
    feed.describe(series("vat", "vat temperature", Map.of()));
    feed.describe(series("mill", "mill door", Map.of("true", "closed", "false", "open")));
  }

  static SeriesId id(String name) {
    return new SeriesId("site/" + name.replace(' ', '/'), "value");
  }

  static Series series(String thing, String name, Map<String, String> states) {
    Kind kind = states.isEmpty() ? Kind.MEASUREMENT : Kind.STATE;
    return new Series(
        id(name), thing, name, List.of(), "temperature", "°C", kind, "", "", "", states, null);
  }

  private Current current(String name) {
    return site.current(id(name)).orElseThrow();
  }

  @Test
  void thingsAndSeriesAreInTheOrderOfTheirNames() {
    assertEquals(List.of("mill", "vat"), site.things().stream().map(Thing::name).toList());
    assertEquals(
        List.of("mill door", "vat temperature"), site.series().stream().map(Series::name).toList());
    assertEquals(ZONE, site.zone());
  }

  @Test
  void theVersionGrowsWithDescriptionsAndNotWithValues() {
    long before = site.version();
    feed.take(id("vat temperature"), 20, START);
    assertEquals(before, site.version());
    feed.describe(new Thing("fan", List.of(), "", "", ""));
    long after = site.version();
    assertTrue(after > before);
    feed.describe(series("fan", "fan speed", Map.of()));
    assertTrue(site.version() > after);
  }

  @Test
  void aSeriesWithoutAValueHasNoCurrent() {
    assertEquals(Optional.empty(), site.current(id("vat temperature")));
    assertEquals(Optional.empty(), site.current(id("nobody")));
  }

  @Test
  void theNewestValueIsTheCurrentOne() {
    feed.take(id("vat temperature"), 20, START.plusSeconds(60));
    feed.take(id("vat temperature"), 21, START.plusSeconds(120));
    feed.take(id("vat temperature"), 19, START);
    assertEquals(21, current("vat temperature").value());
    assertEquals(START.plusSeconds(120), current("vat temperature").at());
    assertEquals(START.plusSeconds(120), current("vat temperature").changed());
  }

  @Test
  void aStateIsToldInItsCanonicalForm() {
    feed.take(id("mill door"), false, START);
    assertEquals("open", current("mill door").state());
    assertEquals(false, current("mill door").value());
    feed.take(id("mill door"), "ajar", START.plusSeconds(1));
    assertNull(current("mill door").state());
  }

  @Test
  void theChangeIsNotTheRepetition() {
    feed.take(id("mill door"), true, START);
    assertNull(current("mill door").changed());
    feed.take(id("mill door"), false, START.plusSeconds(10));
    feed.take(id("mill door"), false, START.plusSeconds(20));
    assertEquals(START.plusSeconds(10), current("mill door").changed());
    assertEquals(START.plusSeconds(20), current("mill door").at());
  }

  @Test
  void anEndIsToldUntilTheNextValue() {
    feed.take(id("vat temperature"), 20, START);
    feed.end(id("vat temperature"), Current.Why.OFFLINE, START.plusSeconds(30));
    assertEquals(
        new Current.Ended(Current.Why.OFFLINE, START.plusSeconds(30)),
        current("vat temperature").ended());
    assertEquals(20, current("vat temperature").value());
    feed.take(id("vat temperature"), 22, START.plusSeconds(60));
    assertNull(current("vat temperature").ended());
  }

  @Test
  void aValueOfUnknownAgeIsCurrentWithoutATime() {
    feed.take(id("vat temperature"), 20, null);
    assertEquals(20, current("vat temperature").value());
    assertNull(current("vat temperature").at());
    assertNull(current("vat temperature").changed());
  }

  @Test
  void theUsualIntervalIsTheMedianOnceThereAreSome() {
    feed.take(id("vat temperature"), 20, START);
    assertNull(current("vat temperature").usualInterval());
    int[] seconds = {60, 120, 180, 240, 900, 960};
    for (int second : seconds) {
      feed.take(id("vat temperature"), 20, START.plusSeconds(second));
    }
    assertEquals(Duration.ofSeconds(60), current("vat temperature").usualInterval());
    assertNotEquals(START, current("vat temperature").at());
  }
}
