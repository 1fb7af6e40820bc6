package io.parley.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class MemorySiteTest {
  private static final Instant START = SiteModelContract.START;

  private record MemoryFeed(MemorySite site) implements SiteModelContract.Feed {
    @Override
    public void describe(Thing thing) {
      site.describe(thing);
    }

    @Override
    public void describe(Series series) {
      site.describe(series);
    }

    @Override
    public void take(SeriesId id, Object value, @Nullable Instant at) {
      site.take(id, value, at);
    }

    @Override
    public void end(SeriesId id, Current.Why why, @Nullable Instant since) {
      site.end(id, why, since);
    }
  }

  @Nested
  final class AsSiteModel extends SiteModelContract {
    private final MemorySite site = new MemorySite(ZONE);

    @Override
    protected SiteModel site() {
      return site;
    }

    @Override
    protected Feed feed() {
      return new MemoryFeed(site);
    }
  }

  @Nested
  final class AsHistory extends HistoryContract {
    private final MemorySite site = new MemorySite(SiteModelContract.ZONE);

    @Override
    protected History history() {
      return site;
    }

    @Override
    protected SiteModelContract.Feed feed() {
      return new MemoryFeed(site);
    }
  }

  @Test
  void theOldestStepsAreForgottenAndThenNotKnown() {
    MemorySite site = new MemorySite(SiteModelContract.ZONE, 8);
    SeriesId id = SiteModelContract.id("vat level");
    site.describe(SiteModelContract.series("vat", "vat level", Map.of()));
    for (int second = 0; second < 9; second++) {
      site.take(id, second, START.plusSeconds(second));
    }
    assertEquals(Optional.of(START.plusSeconds(1)), site.knownSince(id));
    assertEquals(8, site.steps(id, START, START.plusSeconds(60)).size());
    assertEquals(List.of(), site.steps(id, START, START));
  }

  @Test
  void anEventIsAStepAlsoWhenItRepeats() {
    MemorySite site = new MemorySite(SiteModelContract.ZONE);
    SeriesId id = new SeriesId("button", "action");
    site.describe(
        new Series(
            id,
            "button",
            "button action",
            List.of(),
            "action",
            null,
            Series.Kind.EVENT,
            "",
            "",
            "",
            Map.of(),
            null));
    site.take(id, "single", START).take(id, "single", START.plusSeconds(5));
    assertEquals(2, site.steps(id, START, START.plusSeconds(5)).size());
    assertEquals(START.plusSeconds(5), site.current(id).orElseThrow().changed());
  }

  @Test
  void whatIsNotDescribedIsRefused() {
    MemorySite site = new MemorySite(SiteModelContract.ZONE);
    SeriesId id = SiteModelContract.id("nobody");
    assertThrows(IllegalArgumentException.class, () -> site.take(id, 1, START));
    assertThrows(IllegalArgumentException.class, () -> site.end(id, Current.Why.REMOVED, START));
    assertThrows(IllegalArgumentException.class, () -> new MemorySite(site.zone(), 1));
  }
}
