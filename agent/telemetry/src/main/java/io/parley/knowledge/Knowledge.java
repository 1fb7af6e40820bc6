package io.parley.knowledge;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What this node has seen: the last value, its age and statistics of every series, and which of
 * them a question means. Bounded in memory: beyond the most series allowed, the one that changed
 * least recently goes. Safe for any thread.
 */
public final class Knowledge {
  private final KnowledgeSettings settings;
  private final Clock clock;
  private final Diagnostics diagnostics;
  private final KnownSeries series;
  private final Map<Series.Key, Description> descriptions = new ConcurrentHashMap<>();
  private final LimitsOf limits;

  private volatile Observer observer = Observer.NONE;
  private final AtomicLong structure = new AtomicLong();
  private final Retrieval retrieval;
  private final Offline offline = new Offline();

  /** Whether anything here is known to be in °F: then no temperature is guessed to be in °C. */
  private volatile boolean fahrenheit;

  public Knowledge(KnowledgeSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.diagnostics = new Diagnostics(settings.diagnostics());
    this.series = new KnownSeries(settings.mostSeries());
    this.limits = new LimitsOf(settings, series::get);
    this.retrieval =
        new Retrieval(series.values(), structure::get, one -> fact(one, clock.instant()));
  }

  /** Takes a value; it stands until the next one or until it ends. */
  public Taken observe(Reading reading) {
    Series.Key key = new Series.Key(reading.topic(), reading.path());
    Series known = series.get(key);
    fahrenheit(reading.unit());
    if (known == null) {
      add(key, reading);
      return Taken.CHANGED;
    }
    Description description = descriptions.get(key);
    if (description == null || description.name() == null) {
      rename(known, reading.name(), description);
    }
    Taken taken = known.take(reading.value(), reading.unit(), reading.at(), false);
    tell(known, reading);
    if (taken == Taken.CHANGED) {
      series.changed(key);
    }
    if (reading.at() == null) {
      offline.of(key).ifPresent(known::end);
    }
    return taken;
  }

  /** Ends the value at this path and all below it; nothing where none is known. */
  public void end(String topic, String path, Ended how) {
    Series one = series.get(new Series.Key(topic, path));
    if (one != null) {
      end(one, how);
    }
    series.below(topic, path, each -> end(each, how));
  }

  /** Ends every value of this topic. */
  public void endTopic(String topic, Ended how) {
    series.of(topic, one -> end(one, how));
  }

  /**
   * Takes that a device is offline: all its values end, and so do those that come retained.
   *
   * @param device its topic, which those of its series are or lie below
   * @param availability the topic that says so, which goes on
   */
  public void offline(String device, String availability, @Nullable Instant since) {
    Ended how = new Ended(Ended.Why.OFFLINE, since);
    offline.add(device, availability, how);
    series.under(
        device,
        one -> {
          if (!one.key.topic().equals(availability)) {
            end(one, how);
          }
        });
  }

  /** Takes that a device is online again: its values stand until others come. */
  public void online(String device) {
    if (offline.remove(device)) {
      series.under(
          device,
          one -> {
            one.resume(Ended.Why.OFFLINE);
            tell(one, one.value(), one.state(), clock.instant());
          });
    }
  }

  /** Has one listener hear what comes from now on. */
  public void listen(Observer listener) {
    observer = listener;
  }

  /** Grows whenever series come, go or are described anew. */
  public long structure() {
    return structure.get();
  }

  private void tell(Series one, Reading reading) {
    Instant at = reading.at();
    if (at != null) {
      tell(one, reading.value(), one.stateOf(reading.value()), at);
      ;
    }
  }

  private void tell(Series one, Object value, @Nullable String state, Instant at) {
    observer.took(one.key.topic(), one.key.path(), one.words().name(), value, state, at);
  }

  private void end(Series one, Ended how) {
    one.end(how);
    Instant since = how.since();
    observer.ended(one.key.topic(), one.key.path(), since == null ? clock.instant() : since);
  }

  private void fahrenheit(@Nullable String unit) {
    if ("°F".equals(unit)) {
      fahrenheit = true;
    }
  }

  private void add(Series.Key key, Reading reading) {
    Description description = descriptions.get(key);
    Series fresh =
        new Series(
            key, reading.name(), reading.value(), diagnostics.covers(key.topic(), key.path()));
    if (description != null) {
      describe(fresh, reading.name(), description);
    }
    fresh.take(reading.value(), reading.unit(), reading.at(), true);
    tell(fresh, reading);
    series.put(fresh);
    if (reading.at() == null) {
      offline.of(key).ifPresent(fresh::end);
    }
    added(key);
  }

  private void added(Series.Key key) {
    limits.added(key);
    structure.incrementAndGet();
  }

  private void rename(Series known, String name, @Nullable Description description) {
    if (description != null) {
      describe(known, name, description);
    } else if (!known.words().name().equals(name)) {
      known.rename(name);
      structure.incrementAndGet();
    }
  }

  /**
   * Takes what a device says about a series. Beyond the most descriptions allowed, new ones are
   * left out.
   */
  public void describe(Description description) {
    Series.Key key = new Series.Key(description.topic(), description.path());
    if (descriptions.size() >= settings.mostDescriptions() && !descriptions.containsKey(key)) {
      return;
    }
    descriptions.put(key, description);
    fahrenheit(description.unit());
    Series known = series.get(key);
    if (known != null) {
      describe(known, known.words().name(), description);
    }
  }

  private void describe(Series known, String name, Description description) {
    String said = description.name() == null ? name : description.name();
    if (known.describe(said, description)) {
      structure.incrementAndGet();
    }
  }

  /** Whether a device said something about this series. */
  public boolean described(String topic, String path) {
    return descriptions.containsKey(new Series.Key(topic, path));
  }

  /** Forgets what a device said about a series; its values stay. */
  public void forgetDescription(String topic, String path) {
    descriptions.remove(new Series.Key(topic, path));
  }

  /**
   * The series that a question means and those that compete with them, best first: at least ten
   * where so many share anything with it, at most {@code most}.
   *
   * @param subject what the question is about, levels joined by slashes; empty: any
   */
  public List<Fact> select(String question, String subject, int most) {
    return selection(question, subject, most).facts();
  }

  /** As {@link #select}, with the groups of series that the question asks for together. */
  public Selection selection(String question, String subject, int most) {
    return retrieval.selection(question, subject, most);
  }

  /** The series of this topic and path; empty if there is none. */
  public Optional<Fact> fact(String topic, String path) {
    return Optional.ofNullable(series.get(new Series.Key(topic, path)))
        .map(one -> fact(one, clock.instant()));
  }

  /** Whether there is such a series. */
  public boolean knows(String topic, String path) {
    return series.has(new Series.Key(topic, path));
  }

  /**
   * All series in the order of their names, without ranking: what a site consists of.
   *
   * @param most at most so many, the first by name
   */
  public List<Known> known(int most) {
    Instant now = clock.instant();
    return series.inOrder().stream()
        .sorted(Comparator.comparing((Series one) -> one.words().name()))
        .limit(most)
        .map(one -> one.known(fact(one, now)))
        .toList();
  }

  /** All series, by topic and path. */
  public List<Fact> all() {
    Instant now = clock.instant();
    return series.inOrder().stream().map(one -> fact(one, now)).toList();
  }

  private Fact fact(Series one, Instant now) {
    return one.fact(now, limits.of(one), settings.guessUnits(), !fahrenheit);
  }

  /** How many series there are. */
  public int size() {
    return series.size();
  }

  /** How many series went because there were too many. */
  public long evicted() {
    return series.evicted();
  }

  /**
   * Writes all series to the file, which is replaced at once or not at all.
   *
   * @throws IOException if it cannot be written; the old file is still there then
   */
  public void snapshot(Path file) throws IOException {
    Snapshot.write(file, series.oldestFirst());
  }

  /**
   * Takes back the series of the file that have not come since; says how many.
   *
   * @throws IOException if it cannot be read or is no snapshot; nothing is taken then
   */
  public int restore(Path file) throws IOException {
    int count = 0;
    for (Series one : Snapshot.read(file, diagnostics)) {
      if (series.putIfAbsent(one)) {
        fahrenheit(one.unit());
        added(one.key);
        count++;
      }
    }
    return count;
  }
}
