package io.parley.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.site.SeriesId;
import io.parley.site.Step;
import io.parley.site.Summary;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeriesHistoryTest {
  private static final SeriesId ID = new SeriesId("plant/boiler", "temperature");
  private static final Instant T = Instant.parse("2026-03-10T00:00:00Z");

  private final TestClock clock = new TestClock(T.plusSeconds(1000));
  private final SeriesHistory history = SeriesHistory.inMemory(clock, ZoneOffset.UTC);

  private static Instant at(long seconds) {
    return T.plusSeconds(seconds);
  }

  private void record(long seconds, Object value) {
    history.record(ID, value, null, at(seconds));
  }

  private static Step step(long seconds, Object value) {
    return new Step(at(seconds), value, null);
  }

  private static Step noValue(long seconds) {
    return new Step(at(seconds), null, null);
  }

  private List<Step> steps(long from, long to) {
    return history.steps(ID, at(from), at(to));
  }

  private Summary summary(long from, long to) {
    List<Summary> all = history.summaries(ID, at(from), at(to), 1);
    assertEquals(1, all.size());
    return all.get(0);
  }

  @Test
  void theFirstStepIsTheValueThatHeldAtTheStartWithItsOwnTime() {
    record(10, 1);
    record(20, 2);
    record(30, 3);
    assertEquals(List.of(step(10, 1), step(20, 2), step(30, 3)), steps(15, 40));
    assertEquals(List.of(step(20, 2), step(30, 3)), steps(20, 40));
    assertEquals(List.of(step(10, 1)), steps(19, 19));
    assertEquals(List.of(step(20, 2)), steps(20, 20));
    assertEquals(List.of(step(10, 1)), steps(0, 15));
    assertEquals(List.of(), steps(0, 9));
  }

  @Test
  void anEqualValueExtendsAndIsNoStep() {
    record(10, 1);
    record(20, 1);
    record(30, 2);
    assertEquals(List.of(step(10, 1), step(30, 2)), steps(0, 100));
  }

  @Test
  void aSummaryIsWeightedByTime() {
    record(0, 10);
    record(90, 20);
    assertEquals(new Summary(at(0), at(100), 10, 20, 11, 10, 20, 1), summary(0, 100));
    assertEquals(new Summary(at(80), at(100), 10, 20, 15, 10, 20, 1), summary(80, 100));
    assertEquals(new Summary(at(90), at(100), 20, 20, 20, 20, 20, 1), summary(90, 100));
    assertEquals(new Summary(at(0), at(90), 10, 10, 10, 10, 10, 1), summary(0, 90));
  }

  @Test
  void aGapIsAStepWithoutValueAndLowersCoverage() {
    record(0, 10);
    history.gap(ID, at(25));
    history.gap(ID, at(30));
    record(75, 20);
    assertEquals(List.of(step(0, 10), noValue(25), step(75, 20)), steps(0, 100));
    assertEquals(List.of(noValue(25), step(75, 20)), steps(50, 100));
    assertEquals(new Summary(at(0), at(100), 10, 20, 15, 10, 20, 0.5), summary(0, 100));
    assertEquals(List.of(), history.summaries(ID, at(25), at(75), 1));
    assertEquals(Optional.of(at(75)), history.knownSince(ID));
    history.gap(ID, at(80));
    assertEquals(Optional.empty(), history.knownSince(ID));
  }

  @Test
  void theSameValueAfterAGapIsAStep() {
    record(0, 10);
    history.gap(ID, at(25));
    record(30, 10);
    assertEquals(List.of(step(0, 10), noValue(25), step(30, 10)), steps(0, 100));
  }

  @Test
  void whatIsToComeIsNotKnown() {
    record(0, 10);
    assertEquals(0.5, summary(0, 2000).coverage());
    assertEquals(List.of(), history.summaries(ID, at(1000), at(2000), 1));
  }

  @Test
  void aLateSampleIsPutInOrder() {
    record(10, 1);
    record(30, 3);
    record(20, 2);
    record(0, 9);
    assertEquals(List.of(step(0, 9), step(10, 1), step(20, 2), step(30, 3)), steps(0, 100));
    assertEquals(Optional.of(at(0)), history.knownSince(ID));
  }

  @Test
  void aLateSampleEndsWhereTheNewestWasLastConfirmed() {
    record(10, 1);
    record(30, 1);
    record(20, 2);
    assertEquals(List.of(step(10, 1), step(20, 2), step(30, 1)), steps(0, 100));
  }

  @Test
  void aLateSampleThatEqualsANeighbourIsNoStep() {
    record(10, 1);
    record(30, 3);
    record(20, 1);
    assertEquals(List.of(step(10, 1), step(30, 3)), steps(0, 100));
    record(25, 3);
    assertEquals(List.of(step(10, 1), step(25, 3)), steps(0, 100));
  }

  @Test
  void ofTwoSamplesOfOneInstantTheSecondCounts() {
    record(10, 1);
    record(20, 2);
    record(20, 3);
    record(10, 3);
    assertEquals(List.of(step(10, 3)), steps(0, 100));
  }

  @Test
  void aNumberThatIsNotFiniteIsAGap() {
    record(10, 1);
    record(20, Double.NaN);
    assertEquals(List.of(step(10, 1), noValue(20)), steps(0, 100));
  }

  @Test
  void statesHaveTheirTimeAndTheirEntries() {
    history.record(ID, true, "open", at(0));
    history.record(ID, false, "closed", at(10));
    history.record(ID, true, "open", at(40));
    history.gap(ID, at(50));
    history.record(ID, true, "open", at(60));
    assertEquals(
        List.of(
            new StateTime(true, "open", Duration.ofSeconds(55), 2),
            new StateTime(false, "closed", Duration.ofSeconds(30), 1)),
        history.states(ID, at(5), at(100)));
    assertEquals(new Step(at(10), false, "closed"), steps(20, 30).get(0));
    assertEquals(List.of(), history.summaries(ID, at(0), at(100), 1));
  }

  @Test
  void aNumberThatIsAStateIsBoth() {
    history.record(ID, 1, "on", at(0));
    history.record(ID, 0, "off", at(25));
    assertEquals(0.25, summary(0, 100).mean());
    assertEquals("off", history.states(ID, at(50), at(100)).get(0).state());
  }

  @Test
  void equalStretchesHaveOneSummaryEach() {
    for (int second = 0; second < 100; second++) {
      record(second, second % 10);
    }
    List<Summary> all = history.summaries(ID, at(0), at(100), 4);
    assertEquals(4, all.size());
    assertEquals(at(25), all.get(1).from());
    assertEquals(at(50), all.get(1).to());
    assertEquals(5, all.get(1).first());
    assertEquals(9, all.get(1).last());
    assertEquals(100, history.summaries(ID, at(0), at(100), 100).size());
    assertThrows(IllegalArgumentException.class, () -> history.summaries(ID, at(0), at(100), 0));
  }

  @Test
  void aSpanThatEndsBeforeItStartsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> steps(1, 0));
    assertThrows(IllegalArgumentException.class, () -> history.summaries(ID, at(1), at(0), 1));
  }

  @Test
  void whatIsOlderThanTheStepsIsSummedExactly() {
    clock.set(at(86_400));
    double sum = 0;
    List<Double> firsts = new ArrayList<>();
    for (int i = 0; i < 8640; i++) {
      double value = i % 7 + i / 100.0;
      record(i * 10L, value);
      sum += value;
      if (i % 60 == 0) {
        firsts.add(value);
      }
    }
    Summary day = summary(0, 86_400);
    assertEquals(sum / 8640, day.mean(), 1e-5);
    assertEquals(0, day.min());
    assertEquals(6 + 86.37, day.max(), 1e-9);
    assertEquals(0, day.first());
    assertEquals(8639 % 7 + 86.39, day.last());
    assertEquals(1, day.coverage());
    Step first = steps(3600, 7200).get(0);
    assertEquals(new Step(at(3600), firsts.get(6), null, true), first);
    List<Step> all = steps(0, 86_400);
    assertEquals(new Step(at(86_390), 8639 % 7 + 86.39, null), all.get(all.size() - 1));
    assertTrue(all.size() < 144 + RawSteps.MOST + 64);
  }

  @Test
  void whatCameTooLateIsCounted() {
    for (int i = 0; i < 600; i++) {
      record(100 + i, i);
    }
    record(100, 5);
    assertEquals(1, history.tooLate());
    record(699, 5);
    assertEquals(1, history.tooLate());
  }

  @Test
  void wholeNumbersComeBackAsWholeOnesUntilOneIsNot() {
    record(0, 1);
    record(10, 1L << 40);
    assertEquals(List.of(step(0, 1), step(10, 1L << 40)), steps(0, 100));
    record(20, 2.5);
    assertEquals(
        List.of(step(0, 1.0), step(10, (double) (1L << 40)), step(20, 2.5)), steps(0, 100));
  }

  @Test
  void aClockThatWasNeverSetRecordsNothing() {
    clock.set(Instant.parse("2019-12-31T23:59:59.999Z"));
    history.record(ID, 1, null, clock.instant());
    assertEquals(1, history.tooLate());
    clock.set(Instant.parse("2020-01-01T00:00:00Z"));
    history.record(ID, 1, null, clock.instant());
    assertEquals(1, history.tooLate());
    assertEquals(Optional.of(clock.instant()), history.knownSince(ID));
  }

  @Test
  void aSampleOlderThanAnythingThatIsKeptIsTooLate() {
    Instant oldest = clock.instant().minus(Duration.ofDays(730));
    history.record(ID, 1, null, oldest.minusMillis(1));
    assertEquals(Optional.empty(), history.knownSince(ID));
    history.record(ID, 1, null, oldest);
    assertEquals(Optional.of(oldest), history.knownSince(ID));
    assertEquals(1, history.tooLate());
  }

  @Test
  void aSampleOfMoreThanADayAheadIsOfNow() {
    Instant ahead = clock.instant().plus(Duration.ofDays(1));
    history.record(ID, 1, null, ahead.plusMillis(1));
    assertEquals(Optional.of(clock.instant()), history.knownSince(ID));
    history.record(ID, 2, null, ahead);
    assertEquals(List.of(new Step(ahead, 2, null)), history.steps(ID, ahead, ahead));
  }

  @Test
  void aSpanOfAllTimeIsAnswered() {
    record(0, 1);
    record(500, 3);
    assertEquals(List.of(step(0, 1), step(500, 3)), history.steps(ID, Instant.MIN, Instant.MAX));
    Summary all = history.summaries(ID, Instant.MIN, Instant.MAX, 1).get(0);
    assertEquals(2, all.mean());
  }

  @Test
  void thereAreTenThousandSummariesAtMost() {
    record(0, 1);
    assertEquals(Buckets.MOST, history.summaries(ID, at(0), at(100), Integer.MAX_VALUE).size());
    assertEquals(1, history.summaries(ID, at(0), at(0).plusMillis(1), 5).size());
  }

  @Test
  void aSpanThatStartsBeforeTheFirstValueIsExact() {
    clock.set(at(86_400));
    record(125, 1);
    record(200, 2);
    assertEquals(new Summary(at(100), at(150), 1, 1, 1, 1, 1, 0.5), summary(100, 150));
  }

  @Test
  void aForgottenSeriesIsNotKnown() {
    record(0, 1);
    history.forget(ID);
    assertEquals(List.of(), steps(0, 100));
    assertEquals(Optional.empty(), history.knownSince(ID));
  }
}
