package io.parley.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.site.SeriesId;
import io.parley.site.Step;
import io.parley.site.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredHistoryTest {
  private static final SeriesId ID = new SeriesId("plant/boiler", "temperature");
  private static final SeriesId DOOR = new SeriesId("home/door", "");
  private static final Instant T = Instant.parse("2026-03-10T00:00:00Z");

  private final TestClock clock = new TestClock(T);

  @TempDir Path temp;

  private static Instant at(long seconds) {
    return T.plusSeconds(seconds);
  }

  private static Step step(long seconds, Object value) {
    return new Step(at(seconds), value, null);
  }

  private static Step noValue(long seconds) {
    return new Step(at(seconds), null, null);
  }

  private SeriesHistory open(Path folder) throws IOException {
    return SeriesHistory.open(folder, clock, ZoneOffset.UTC);
  }

  private Path folder() {
    return temp.resolve("history");
  }

  private List<Path> files(Path folder, String end) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  /** Two days of a value a minute, the first of them in files. */
  private SeriesHistory twoDays() throws IOException {
    SeriesHistory history = open(folder());
    for (int minute = 0; minute < 2 * 1440; minute++) {
      clock.set(at(minute * 60L));
      history.record(ID, minute % 100, null, clock.instant());
      if (minute % 60 == 0) {
        history.flush();
      }
    }
    return history;
  }

  @Test
  void afterAKillEverythingIsKnownUntilTheLastWriting() throws IOException {
    SeriesHistory killed = open(folder());
    killed.record(ID, 21.5, null, at(0));
    killed.record(DOOR, true, "open", at(1));
    clock.set(at(60));
    killed.flush();
    killed.record(ID, 22.5, null, at(70));
    clock.set(at(1000));
    try (SeriesHistory history = open(folder())) {
      assertEquals(List.of(step(0, 21.5), noValue(60)), history.steps(ID, at(0), at(1000)));
      assertEquals(
          List.of(new Step(at(1), true, "open"), noValue(60)),
          history.steps(DOOR, at(0), at(1000)));
      assertEquals(Optional.empty(), history.knownSince(ID));
      history.record(ID, 21.5, null, at(940));
      assertEquals(Optional.of(at(940)), history.knownSince(ID));
      Summary summary = history.summaries(ID, at(0), at(1000), 1).get(0);
      assertEquals(0.12, summary.coverage());
      assertEquals(21.5, summary.mean());
    }
  }

  @Test
  void afterACloseTheValueHeldUntilThen() throws IOException {
    SeriesHistory closed = open(folder());
    closed.record(ID, 21.5, null, at(0));
    clock.set(at(50));
    closed.close();
    clock.set(at(100));
    try (SeriesHistory history = open(folder())) {
      assertEquals(List.of(step(0, 21.5), noValue(50)), history.steps(ID, at(0), at(100)));
    }
  }

  @Test
  void numbersAndTextsComeBackAsTheyWere() throws IOException {
    double[] numbers = {0, -0.0, 1.0 / 3, 21.37, -1e-300, 1e300, 123_456_789.125, 1L << 60, 0.1f};
    SeriesHistory closed = open(folder());
    for (int i = 0; i < numbers.length; i++) {
      closed.record(ID, numbers[i], null, at(i));
    }
    closed.record(DOOR, "offen ü€😀", null, at(0));
    closed.record(DOOR, 1, "on", at(1));
    closed.record(DOOR, false, null, at(2));
    clock.set(at(60));
    closed.close();
    for (int again = 0; again < 2; again++) {
      try (SeriesHistory history = open(folder())) {
        List<Step> steps = history.steps(ID, at(0), at(59));
        assertArrayEquals(
            numbers, steps.stream().mapToDouble(step -> (double) step.value()).toArray());
        assertEquals(
            List.of(
                new Step(at(0), "offen ü€😀", null),
                new Step(at(1), 1, "on"),
                new Step(at(2), false, null)),
            history.steps(DOOR, at(0), at(59)));
      }
    }
  }

  @Test
  void aDayThatIsOverIsReadFromItsFiles() throws IOException {
    SeriesHistory history = twoDays();
    assertEquals(1, files(folder(), ".10m").size());
    assertEquals(1, files(folder(), ".1h").size());
    assertEquals(1, files(folder(), ".1d").size());
    Summary day = history.summaries(ID, at(0), at(86_400), 1).get(0);
    double sum = 0;
    for (int minute = 0; minute < 1440; minute++) {
      sum += minute % 100;
    }
    assertEquals(sum / 1440, day.mean(), 1e-5);
    assertEquals(99, day.max());
    assertEquals(1, day.coverage());
    assertEquals(39, day.last());
    Step coarse = history.steps(ID, at(7000), at(7300)).get(0);
    assertEquals(new Step(at(6600), 10, null, true), coarse);
    assertEquals(24, history.summaries(ID, at(0), at(86_400), 24).size());
    history.forget(ID);
    assertEquals(List.of(), history.summaries(ID, at(0), at(86_400), 1));
    history.record(ID, 5, null, clock.instant());
    assertEquals(List.of(), history.summaries(ID, at(0), at(86_400), 1));
  }

  @Test
  void statesOfADayInFilesHaveTheirTimeInTheStepsToo() throws IOException {
    try (SeriesHistory history = open(folder())) {
      int minutes = 4 * 1440;
      for (int minute = 0; minute < minutes; minute++) {
        clock.set(at(minute * 60L));
        if (minute % 7 == 0) {
          boolean open = minute % 14 == 0;
          history.record(DOOR, open, open ? "open" : "closed", clock.instant());
        }
        if (minute % 60 == 0) {
          history.flush();
        }
      }
      List<StateTime> day = history.states(DOOR, at(0), at(86_400));
      assertEquals(
          List.of(
              new StateTime(true, "open", Duration.ofMinutes(721), 103),
              new StateTime(false, "closed", Duration.ofMinutes(719), 103)),
          day);
      List<Step> steps = history.steps(DOOR, at(0), at(86_400));
      Duration open = Duration.ZERO;
      for (int i = 0; i < steps.size(); i++) {
        Instant end = i + 1 < steps.size() ? steps.get(i + 1).at() : at(86_400);
        if ("open".equals(steps.get(i).state())) {
          open = open.plus(Duration.between(steps.get(i).at(), end));
        }
        assertTrue(steps.get(i).coarse());
      }
      assertEquals(Duration.ofMinutes(721), open);
    }
  }

  @Test
  void onlyTheOwnerReadsTheFiles() throws IOException {
    twoDays().close();
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())));
    for (Path file : files(folder(), "")) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
          file.toString());
    }
  }

  @Test
  void whatCannotBeWrittenGoesOnInMemoryAndIsWrittenLater() throws IOException {
    SeriesHistory history = open(folder());
    history.record(ID, 1, null, at(0));
    clock.set(at(60));
    Thread.currentThread().interrupt();
    history.flush();
    assertTrue(Thread.interrupted(), "a channel is closed where its thread is interrupted");
    history.record(ID, 2, null, at(60));
    assertEquals(List.of(step(0, 1), step(60, 2)), history.steps(ID, at(0), at(61)));
    for (int minute = 2; minute < 14; minute++) {
      clock.set(at(minute * 60L));
      history.flush();
    }
    try (SeriesHistory again = open(folder())) {
      assertEquals(
          List.of(step(0, 1), step(60, 2), noValue(780)), again.steps(ID, at(0), at(1000)));
    }
  }

  @Test
  void aFolderThatIsAFileIsRefused() throws IOException {
    Files.createFile(folder());
    assertThrows(IOException.class, () -> open(folder()));
  }

  @Test
  void aClockThatJumpsAheadLeavesAGapAndSealsNothingAtOnce() throws IOException {
    try (SeriesHistory history = open(folder())) {
      history.record(ID, 1, null, at(0));
      clock.set(at(60));
      history.flush();
      clock.set(at(60).plus(Duration.ofDays(4000)));
      history.flush();
      assertEquals(List.of(step(0, 1), noValue(60)), history.steps(ID, at(0), at(100)));
      clock.set(at(120));
      history.flush();
      history.record(ID, 2, null, at(120));
      assertEquals(
          List.of(step(0, 1), noValue(60), step(120, 2)), history.steps(ID, at(0), at(200)));
      assertEquals(0, history.tooLate());
    }
  }
}
