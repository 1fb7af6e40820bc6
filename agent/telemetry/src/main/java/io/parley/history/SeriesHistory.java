package io.parley.history;

import io.parley.site.History;
import io.parley.site.SeriesId;
import io.parley.site.Step;
import io.parley.site.Summary;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The history of all series of a site. A value holds from its sample until the next one or a gap;
 * only changes are kept. Of each series the newest {@value RawSteps#MOST} changes (or so many as
 * are younger than 8 days, at least {@value RawSteps#AT_LEAST}) are exact; what is older is known
 * as summaries.
 *
 * <p>1,000 series that change every 10 s write about 3 MB an hour where {@link #flush} is called
 * every 60 s.
 */
public final class SeriesHistory implements History, Closeable {
  /** How far ahead of the clock a sample may be; one further ahead counts as of now. */
  private static final long AHEAD_MS = 86_400_000;

  /** How far behind the clock a sample may be: nothing is kept for longer. */
  private static final long BEHIND_MS = 730 * Calendar.DAY_MS;

  /** 2020-01-01: a clock before it was never set, and what it says would stand for years. */
  private static final long CLOCK_SET_MS = 1_577_836_800_000L;

  /** Some 140,000 years, so that sums of instants stay within a long. */
  private static final long FAR_MS = 1L << 52;

  private final Clock clock;
  private final Object lock = new Object();
  private final Tracks tracks;
  private final @Nullable Writing writing;
  private final OldRollups old;
  private long tooLate;

  private SeriesHistory(Clock clock, ZoneId zone, @Nullable HistoryFiles files) throws IOException {
    this.clock = clock;
    tracks = new Tracks(new Calendar(zone));
    old = files == null ? OldRollups.NONE : files.days;
    if (files != null) {
      files.load(tracks);
      if (tracks.written != Long.MIN_VALUE) {
        tracks.gap(tracks.written);
      }
    }
    writing = files == null ? null : new Writing(files, tracks, lock, clock.millis());
  }

  /**
   * A history that ends with the process and knows the last 8 days.
   *
   * @param zone the time zone of the site
   */
  public static SeriesHistory inMemory(Clock clock, ZoneId zone) {
    try {
      return new SeriesHistory(clock, zone, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A history in a folder, which is made where it is missing and then belongs to it alone. What it
   * holds is read; what is damaged is set aside and logged. From the last writing until the next
   * sample no value is known.
   *
   * @param zone the time zone of the site: summaries of a day are from midnight to midnight there
   * @throws IOException if the folder cannot be made or listed
   */
  public static SeriesHistory open(Path folder, Clock clock, ZoneId zone) throws IOException {
    return new SeriesHistory(clock, zone, new HistoryFiles(folder));
  }

  /**
   * Takes a sample.
   *
   * @param value a number, a text or a boolean; a number that is not finite is a gap
   * @param state its canonical state where it is one
   * @param at since when it holds; a sample that is older than the newest one is put in order
   */
  public void record(SeriesId id, Object value, @Nullable String state, Instant at) {
    StateValue other = StateValue.of(value, state);
    double number = other == null && value instanceof Number n ? n.doubleValue() : Double.NaN;
    take(id, number, other, other != null || StateValue.isWhole(value), at);
  }

  /** Says that a series has no value from an instant on. */
  public void gap(SeriesId id, Instant at) {
    take(id, Double.NaN, StateValue.GAP, true, at);
  }

  private void take(
      SeriesId id, double number, @Nullable StateValue other, boolean whole, Instant instant) {
    long now = clock.millis();
    long asked = millis(instant);
    long at = asked > now + AHEAD_MS ? now : asked;
    synchronized (lock) {
      if (now < CLOCK_SET_MS || at < now - BEHIND_MS) {
        tooLate++;
        return;
      }
      Track track = tracks.get(id);
      if (track == null) {
        if (StateValue.GAP.equals(other)) {
          return;
        }
        track = tracks.create(id);
        if (writing != null) {
          writing.defined(track);
        }
      }
      Stretch.Change confirmed = track.confirmedAfter(at) ? track.confirmed() : null;
      Track.Outcome outcome = track.record(number, other, whole, at);
      if (outcome == Track.Outcome.TOO_LATE) {
        tooLate++;
      } else if (outcome == Track.Outcome.CHANGED) {
        if (writing != null) {
          writing.changed(track, confirmed, new Stretch.Change(at, number, other));
        }
        track.evict(now);
      }
    }
  }

  private static long millis(Instant instant) {
    if (Math.abs((double) instant.getEpochSecond()) * 1000 > FAR_MS) {
      return instant.getEpochSecond() < 0 ? -FAR_MS : FAR_MS;
    }
    return instant.toEpochMilli();
  }

  /** How many samples came too late to be put in order, or while the clock was not set. */
  public long tooLate() {
    synchronized (lock) {
      return tooLate;
    }
  }

  @Override
  public Optional<Instant> knownSince(SeriesId id) {
    synchronized (lock) {
      Track track = tracks.get(id);
      return track == null ? Optional.empty() : track.knownSince();
    }
  }

  @Override
  public List<Step> steps(SeriesId id, Instant from, Instant to) {
    order(from, to);
    long start = millis(from);
    long end = millis(to);
    Stretch stretch = stretch(id, start, end);
    if (stretch == null) {
      return List.of();
    }
    StepList steps = new StepList(stretch.whole());
    if (start < stretch.exactFrom()) {
      List<Rollup> rollups = rollups(stretch, start, end, (a, b) -> false);
      steps.addRollups(rollups, Math.min(end, stretch.exactFrom()));
    }
    steps.addChanges(stretch.changes());
    return steps.from(from);
  }

  @Override
  public List<Summary> summaries(SeriesId id, Instant from, Instant to, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most is " + most + ", it must be at least 1");
    }
    Buckets buckets = buckets(id, from, to, most);
    return buckets == null ? List.of() : buckets.summaries();
  }

  /**
   * How long a series was in each of its states, exact also where only summaries are kept, in the
   * order in which the states came.
   *
   * @throws IllegalArgumentException if {@code from} is after {@code to}
   */
  public List<StateTime> states(SeriesId id, Instant from, Instant to) {
    Buckets buckets = buckets(id, from, to, 1);
    return buckets == null ? List.of() : buckets.states();
  }

  private @Nullable Buckets buckets(SeriesId id, Instant from, Instant to, int most) {
    order(from, to);
    long start = millis(from);
    long end = millis(to);
    Stretch stretch = start == end ? null : stretch(id, start, end);
    if (stretch == null) {
      return null;
    }
    Buckets buckets = new Buckets(start, end, most);
    long exactFrom = stretch.exactFrom();
    if (start < exactFrom) {
      List<Rollup> rollups = rollups(stretch, start, end, buckets::holdsWhole);
      buckets.addRollups(rollups);
      exactFrom =
          rollups.isEmpty() ? exactFrom : Math.max(exactFrom, rollups.get(rollups.size() - 1).to);
    }
    buckets.addChanges(stretch.changes(), exactFrom, stretch.knownTo());
    return buckets;
  }

  private List<Rollup> rollups(Stretch stretch, long from, long to, OldRollups.Whole whole) {
    long until = Math.min(Math.min(to, stretch.exactFrom()), stretch.sealed());
    List<Rollup> inFiles =
        from < until ? old.read(stretch.number(), from, until, whole) : List.of();
    return stretch.rollups(from, to, inFiles);
  }

  private @Nullable Stretch stretch(SeriesId id, long from, long to) {
    synchronized (lock) {
      Track track = tracks.get(id);
      return track == null ? null : Stretch.of(track, tracks.sealed, from, to, clock.millis());
    }
  }

  private static void order(Instant from, Instant to) {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("from " + from + " is after to " + to);
    }
  }

  /** Forgets a series and all that it was worth. */
  public void forget(SeriesId id) {
    synchronized (lock) {
      Track track = tracks.remove(id);
      if (track != null && writing != null) {
        writing.forgotten(track);
      }
    }
  }

  /**
   * Writes what happened since the last call, and puts days that are over into their files; to be
   * called every 60 s, which is the most that is lost if the process is killed. An error is logged
   * once and the history goes on in memory.
   */
  public void flush() {
    long now = clock.millis();
    if (writing != null) {
      writing.flush(now);
      return;
    }
    synchronized (lock) {
      for (Track track : tracks.all()) {
        track.evict(now);
        track.dropOld(now);
      }
    }
  }

  /** Writes what happened; from now on no value is known until the next sample after a start. */
  @Override
  public void close() {
    flush();
    if (writing != null) {
      writing.close();
    }
  }
}
