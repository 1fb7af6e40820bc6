package io.parley.site;

import static io.parley.site.SiteModelContract.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link History} keeps to. */
public abstract class HistoryContract {
  private static final Instant START = SiteModelContract.START;
  private static final SeriesId VAT = id("vat temperature");
  private static final SeriesId DOOR = id("mill door");

  private History history;
  private SiteModelContract.Feed feed;

  /** Makes an empty history. */
  protected abstract History history();

  /** How to fill the history that was made last. */
  protected abstract SiteModelContract.Feed feed();

  @BeforeEach
  final void fill() {
    history = history();
    feed = feed();
    feed.describe(SiteModelContract.series("vat", "vat temperature", Map.of()));
    feed.describe(
        SiteModelContract.series("mill", "mill door", Map.of("true", "closed", "false", "open")));
  }

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  private void vat(Object value, long second) {
    feed.take(VAT, value, at(second));
  }

  private List<Object> values(long from, long to) {
    return history.steps(VAT, at(from), at(to)).stream()
        .map(step -> step.value() == null ? "gap" : step.value())
        .toList();
  }

  @Test
  void nothingIsKnownOfWhatNeverCame() {
    assertEquals(List.of(), history.steps(VAT, at(0), at(60)));
    assertEquals(Optional.empty(), history.knownSince(VAT));
    assertEquals(List.of(), history.steps(id("nobody"), at(0), at(60)));
    assertEquals(List.of(), history.summaries(VAT, at(0), at(60), 3));
  }

  @Test
  void theFirstStepIsTheValueThatHeldAtTheStartWithItsOwnTime() {
    vat(20, 0);
    vat(21, 60);
    vat(22, 120);
    assertEquals(List.of(20, 21, 22), values(59, 120));
    assertEquals(at(0), history.steps(VAT, at(59), at(120)).get(0).at());
    assertEquals(List.of(21, 22), values(60, 120));
    assertEquals(List.of(21), values(60, 119));
    assertEquals(List.of(22), values(500, 600));
  }

  @Test
  void aMomentHasTheValueThatHeldThen() {
    vat(20, 10);
    vat(21, 60);
    assertEquals(List.of(), values(9, 9));
    assertEquals(List.of(20), values(10, 10));
    assertEquals(List.of(20), values(59, 59));
    assertEquals(List.of(21), values(60, 60));
  }

  @Test
  void onlyChangesAreSteps() {
    vat(20, 0);
    vat(20, 60);
    vat(21, 120);
    vat(21, 180);
    vat(20, 240);
    assertEquals(List.of(20, 21, 20), values(0, 300));
  }

  @Test
  void aGapIsAStepWithoutAValue() {
    vat(20, 0);
    feed.end(VAT, Current.Why.OFFLINE, at(60));
    vat(20, 120);
    assertEquals(List.of(20, "gap", 20), values(0, 300));
    assertNull(history.steps(VAT, at(0), at(300)).get(1).value());
    assertEquals(Optional.of(at(120)), history.knownSince(VAT));
  }

  @Test
  void aLateValueIsPutWhereItBelongs() {
    vat(20, 0);
    vat(22, 120);
    vat(21, 60);
    assertEquals(List.of(20, 21, 22), values(0, 300));
  }

  @Test
  void statesComeInTheirCanonicalForm() {
    feed.take(DOOR, true, at(0));
    feed.take(DOOR, false, at(10));
    List<Step> steps = history.steps(DOOR, at(0), at(20));
    assertEquals(List.of("closed", "open"), steps.stream().map(Step::state).toList());
    assertEquals(Optional.of(at(0)), history.knownSince(DOOR));
  }

  @Test
  void aSpanMustNotEndBeforeItBegins() {
    assertThrows(IllegalArgumentException.class, () -> history.steps(VAT, at(1), at(0)));
  }

  @Test
  void summariesAreWeightedByTime() {
    vat(10, 0);
    vat(20, 30);
    vat(40, 90);
    Summary all = history.summaries(VAT, at(0), at(120), 1).get(0);
    assertEquals(10, all.min());
    assertEquals(40, all.max());
    assertEquals((10 * 30 + 20 * 60 + 40 * 30) / 120.0, all.mean(), 1e-9);
    assertEquals(10, all.first());
    assertEquals(40, all.last());
    assertEquals(1.0, all.coverage(), 1e-9);
    assertTrue(history.summaries(VAT, at(0), at(120), 2).size() <= 2);
  }

  @Test
  void aSummaryCountsTheValueThatHeldAtItsStartAndSaysWhatIsNotKnown() {
    vat(10, 60);
    vat(20, 90);
    Summary late = history.summaries(VAT, at(75), at(105), 1).get(0);
    assertEquals(15, late.mean(), 1e-9);
    Summary half = history.summaries(VAT, at(0), at(120), 1).get(0);
    assertEquals(0.5, half.coverage(), 1e-9);
    assertEquals(15, half.mean(), 1e-9);
  }
}
