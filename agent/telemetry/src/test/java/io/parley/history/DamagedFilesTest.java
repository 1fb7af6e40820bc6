package io.parley.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.site.SeriesId;
import io.parley.site.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedFilesTest {
  private static final SeriesId ID = new SeriesId("plant/boiler", "temperature");
  private static final Instant T = Instant.parse("2026-03-10T00:00:00Z");
  private static final int MINUTES = 4;

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

  private Path last(Path folder, String end) throws IOException {
    List<Path> all = files(folder, end);
    return all.get(all.size() - 1);
  }

  private Path copy(String name) throws IOException {
    Path copy = Files.createDirectory(temp.resolve(name));
    for (Path file : files(folder(), "")) {
      Files.copy(file, copy.resolve(file.getFileName()));
    }
    return copy;
  }

  /** The steps that a folder holds, read as a start reads them, without what a start writes. */
  private static List<Step> read(Path folder) throws IOException {
    Tracks tracks = new Tracks(new Calendar(ZoneOffset.UTC));
    new HistoryFiles(folder).load(tracks);
    tracks.gap(tracks.written);
    StepList steps = new StepList(false);
    Track track = tracks.get(ID);
    if (track != null) {
      long end = at(3600).toEpochMilli();
      steps.addChanges(Stretch.of(track, Long.MIN_VALUE, T.toEpochMilli(), end, end).changes());
    }
    return steps.from(T);
  }

  /** Records the minute's number at its start, writes at its end; returns the sizes of the log. */
  private long[] minutes() throws IOException {
    long[] sizes = new long[MINUTES + 1];
    SeriesHistory history = open(folder());
    sizes[0] = Files.size(last(folder(), ".log"));
    for (int minute = 0; minute < MINUTES; minute++) {
      clock.set(at(minute * 60L));
      history.record(ID, (double) minute, null, clock.instant());
      clock.set(at(minute * 60L + 60));
      history.flush();
      sizes[minute + 1] = Files.size(last(folder(), ".log"));
    }
    return sizes;
  }

  /** What is known where so many minutes were written. */
  private static List<Step> known(int minutes) {
    Stream<Step> steps =
        Stream.iterate(0, minute -> minute < minutes, minute -> minute + 1)
            .map(minute -> step(minute * 60L, (double) minute));
    return Stream.concat(steps, minutes == 0 ? Stream.of() : Stream.of(noValue(minutes * 60L)))
        .toList();
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
  void aLogThatEndsAtAnyByteIsReadUntilThere() throws IOException {
    long[] sizes = minutes();
    byte[] whole = Files.readAllBytes(last(folder(), ".log"));
    for (int length = 0; length < whole.length; length++) {
      Path copy = copy("cut" + length);
      Path log = last(copy, ".log");
      Files.write(log, Arrays.copyOf(whole, length));
      int written = 0;
      while (written < MINUTES && sizes[written + 1] <= length) {
        written++;
      }
      boolean damaged = Arrays.binarySearch(sizes, length) < 0;
      assertEquals(known(written), read(copy), "cut at " + length);
      assertEquals(damaged ? 1 : 0, files(copy, ".damaged").size(), "cut at " + length);
    }
  }

  @Test
  void aLogWithAnyWrongByteLosesOneWritingAtMost() throws IOException {
    minutes();
    List<Step> known = known(MINUTES);
    byte[] whole = Files.readAllBytes(last(folder(), ".log"));
    for (int wrong = 0; wrong < whole.length; wrong++) {
      Path copy = copy("wrong" + wrong);
      byte[] bytes = whole.clone();
      bytes[wrong] ^= 0x40;
      Files.write(last(copy, ".log"), bytes);
      List<Step> steps = new ArrayList<>(read(copy));
      steps.removeIf(step -> step.value() == null);
      assertTrue(known.containsAll(steps), wrong + ": " + steps);
      assertTrue(steps.size() >= (wrong < 4 ? 0 : MINUTES - 1), wrong + ": " + steps);
      assertEquals(1, files(copy, ".damaged").size(), "wrong byte " + wrong);
    }
  }

  @Test
  void aDamagedStateIsSetAsideAndTheOneBeforeIsRead() throws IOException {
    minutes();
    clock.set(at(MINUTES * 60L));
    open(folder()).close();
    Path state = last(folder(), ".state");
    byte[] whole = Files.readAllBytes(state);
    for (int length = 0; length < whole.length; length++) {
      Path copy = copy("state" + length);
      Files.write(copy.resolve(state.getFileName()), Arrays.copyOf(whole, length));
      assertEquals(known(MINUTES), read(copy), "cut at " + length);
      assertEquals(1, files(copy, ".damaged").size(), "cut at " + length);
    }
  }

  @Test
  void aDamagedDayLosesThatDayOnly() throws IOException {
    twoDays().close();
    Path day = last(folder(), ".1d");
    byte[] whole = Files.readAllBytes(day);
    for (int length = 0; length < whole.length; length++) {
      Path copy = copy("day" + length);
      Files.write(copy.resolve(day.getFileName()), Arrays.copyOf(whole, length));
      DayFiles days = new DayFiles(new HistoryFolder(copy));
      List<Rollup> rollups =
          days.read(1, T.toEpochMilli(), at(86_400).toEpochMilli(), (from, to) -> true);
      assertEquals(24, rollups.size(), "the hours are read instead");
      assertEquals(1, files(copy, ".damaged").size(), "cut at " + length);
    }
  }

  @Test
  void aNodeStartsWithDamagedFiles() throws IOException {
    minutes();
    for (String end : List.of(".log", ".state")) {
      Path file = last(folder(), end);
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 5));
    }
    clock.set(at(3000));
    try (SeriesHistory history = open(folder())) {
      history.record(ID, -1, null, at(3000));
      assertEquals(Optional.of(at(3000)), history.knownSince(ID));
    }
    assertEquals(2, files(folder(), ".damaged").size());
  }
}
