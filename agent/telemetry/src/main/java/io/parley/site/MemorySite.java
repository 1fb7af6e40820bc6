package io.parley.site;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A site in memory: what it is told is what is there. Of each series it keeps the newest changes,
 * at most {@code mostSteps}; what is older is forgotten and no longer known. Safe on any thread.
 */
public final class MemorySite implements SiteModel, History {
  /** How many changes of a series are kept where nothing else is said. */
  public static final int MOST_STEPS = 10_000;

  private final ZoneId zone;
  private final int mostSteps;
  private final Map<String, Thing> things = new TreeMap<>();
  private final Map<SeriesId, Series> described = new HashMap<>();
  private final Map<SeriesId, MemorySeries> values = new HashMap<>();
  private long version;

  private @Nullable List<Series> sorted;

  /** An empty site in this time zone. */
  public MemorySite(ZoneId zone) {
    this(zone, MOST_STEPS);
  }

  /**
   * An empty site.
   *
   * @param mostSteps how many changes of a series are kept, at least 2
   */
  public MemorySite(ZoneId zone, int mostSteps) {
    if (mostSteps < 2) {
      throw new IllegalArgumentException("mostSteps: %d must be at least 2".formatted(mostSteps));
    }
    this.zone = zone;
    this.mostSteps = mostSteps;
  }

  /** Describes a thing, or describes it anew. */
  public synchronized MemorySite describe(Thing thing) {
    things.put(thing.name(), thing);
    version++;
    return this;
  }

  /** Describes a series, or describes it anew; its values stay. */
  public synchronized MemorySite describe(Series series) {
    described.put(series.id(), series);
    values.computeIfAbsent(series.id(), id -> new MemorySeries(mostSteps));
    sorted = null;
    version++;
    return this;
  }

  /**
   * Takes a value. One that is older than the current value goes into the history only.
   *
   * @param at when it came; null if unknown, then it is the current value and no history
   * @throws IllegalArgumentException if the series is not described
   */
  public synchronized MemorySite take(SeriesId id, Object value, @Nullable Instant at) {
    Series series = known(id);
    String state = series.states().get(String.valueOf(value).toLowerCase(Locale.ROOT));
    values(id).take(value, state, at, series.kind() == Series.Kind.EVENT);
    return this;
  }

  /**
   * Ends a series: from now on it has no value, until the next comes.
   *
   * @param since since when; null if unknown
   * @throws IllegalArgumentException if the series is not described
   */
  public synchronized MemorySite end(SeriesId id, Current.Why why, @Nullable Instant since) {
    known(id);
    values(id).end(why, since);
    return this;
  }

  private Series known(SeriesId id) {
    Series series = described.get(id);
    if (series == null) {
      throw new IllegalArgumentException("series %s is not described".formatted(id));
    }
    return series;
  }

  private MemorySeries values(SeriesId id) {
    return values.computeIfAbsent(id, any -> new MemorySeries(mostSteps));
  }

  @Override
  public synchronized long version() {
    return version;
  }

  @Override
  public synchronized List<Thing> things() {
    return List.copyOf(things.values());
  }

  @Override
  public synchronized List<Series> series() {
    List<Series> list = sorted;
    if (list == null) {
      list =
          described.values().stream()
              .sorted(
                  Comparator.comparing(Series::name)
                      .thenComparing(one -> one.id().topic())
                      .thenComparing(one -> one.id().path()))
              .toList();
      sorted = list;
    }
    return list;
  }

  @Override
  public synchronized Optional<Current> current(SeriesId id) {
    MemorySeries series = values.get(id);
    return series == null ? Optional.empty() : series.current();
  }

  @Override
  public ZoneId zone() {
    return zone;
  }

  @Override
  public synchronized Optional<Instant> knownSince(SeriesId id) {
    MemorySeries series = values.get(id);
    return series == null ? Optional.empty() : series.knownSince();
  }

  @Override
  public synchronized List<Step> steps(SeriesId id, Instant from, Instant to) {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("from %s must not be after to %s".formatted(from, to));
    }
    MemorySeries series = values.get(id);
    return series == null ? List.of() : series.steps(from, to);
  }

  @Override
  public synchronized List<Summary> summaries(SeriesId id, Instant from, Instant to, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most: %d must be at least 1".formatted(most));
    }
    List<Step> steps = steps(id, from, to);
    List<Summary> summaries = new ArrayList<>();
    Duration length = Duration.between(from, to);
    if (length.isZero()) {
      return summaries;
    }
    for (int part = 0; part < most; part++) {
      Instant start = from.plus(length.multipliedBy(part).dividedBy(most));
      Instant end = from.plus(length.multipliedBy(part + 1L).dividedBy(most));
      MemorySeries.summary(steps, start, end).ifPresent(summaries::add);
    }
    return summaries;
  }
}
