package io.parley.knowledge;

import io.parley.knowledge.Fact.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What this node has seen: the last value, its age and statistics of every series, and which of
 * them a question means. Bounded in memory: beyond the most series allowed, the one that changed
 * least recently goes. Safe for any thread.
 */
public final class Knowledge {
  private static final int MOST_GROUPS = 3;

  private final KnowledgeSettings settings;
  private final Clock clock;
  private final Diagnostics diagnostics;
  private final Map<Series.Key, Series> series = new ConcurrentHashMap<>();
  private final LinkedHashMap<Series.Key, Series> byChange = new LinkedHashMap<>();
  private final Map<Series.Key, Description> descriptions = new ConcurrentHashMap<>();

  /** Where there may be limits beside a value; only grows, within the bound of the series. */
  private final Set<String> families = ConcurrentHashMap.newKeySet();

  private final AtomicLong structure = new AtomicLong();
  private final AtomicLong evicted = new AtomicLong();
  private volatile Indexed indexed = new Indexed(-1, new Vocabulary(List.of()));

  private record Indexed(long structure, Vocabulary vocabulary) {}

  public Knowledge(KnowledgeSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.diagnostics = new Diagnostics(settings.diagnostics());
  }

  /** Takes a value. */
  public void observe(Reading reading) {
    Series.Key key = new Series.Key(reading.topic(), reading.path());
    Series known = series.get(key);
    if (known == null) {
      add(key, reading);
      return;
    }
    Description description = descriptions.get(key);
    if (description == null || description.name() == null) {
      rename(known, reading.name(), description);
    }
    if (known.take(reading.value(), reading.unit(), reading.at(), false)) {
      changed(key, known);
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
    synchronized (byChange) {
      series.put(key, fresh);
      byChange.put(key, fresh);
      evict();
    }
    added(key);
  }

  private void added(Series.Key key) {
    if (Siblings.boundary(key) && families.size() < settings.mostSeries()) {
      families.add(Siblings.family(key));
    }
    structure.incrementAndGet();
  }

  private void evict() {
    Iterator<Series.Key> oldest = byChange.keySet().iterator();
    while (byChange.size() > settings.mostSeries()) {
      series.remove(oldest.next());
      oldest.remove();
      evicted.incrementAndGet();
    }
  }

  private void changed(Series.Key key, Series known) {
    synchronized (byChange) {
      if (byChange.remove(key) != null) {
        byChange.put(key, known);
      }
    }
  }

  private void rename(Series known, String name, @Nullable Description description) {
    if (description != null) {
      describe(known, name, description);
    } else if (!known.words().name().equals(name)) {
      known.describe(name, null, null, Map.of());
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
    Series known = series.get(key);
    if (known != null) {
      describe(known, known.words().name(), description);
    }
  }

  private void describe(Series known, String name, Description description) {
    String said = description.name() == null ? name : description.name();
    if (known.describe(said, description.quantity(), description.unit(), description.states())) {
      structure.incrementAndGet();
    }
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
    Vocabulary vocabulary = vocabulary();
    Query query = new QueryReading(vocabulary).read(question, subject);
    List<Ranking.Ranked> ranked = new Ranking(query, vocabulary).ranked();
    if (ranked.isEmpty()) {
      return Selection.NONE;
    }
    Instant now = clock.instant();
    List<Group> groups = query.many() ? groups(Ranking.equals(ranked), now) : List.of();
    List<Fact> facts = new ArrayList<>(Spread.firstOf(groups, most));
    for (Ranking.Ranked one : Ranking.shown(ranked, most)) {
      Fact fact = fact(one.series(), now);
      if (facts.size() < most && facts.stream().noneMatch(f -> same(f, fact))) {
        facts.add(fact);
      }
    }
    return new Selection(facts, groups);
  }

  private static boolean same(Fact a, Fact b) {
    return a.topic().equals(b.topic()) && a.path().equals(b.path());
  }

  private List<Group> groups(List<Ranking.Ranked> members, Instant now) {
    Map<String, List<Fact>> byKind =
        members.stream()
            .map(member -> fact(member.series(), now))
            .collect(
                Collectors.groupingBy(
                    fact ->
                        fact.quantity()
                            + "|"
                            + Objects.requireNonNullElse(fact.unit(), "")
                            + "|"
                            + (fact.value() instanceof Number),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return byKind.values().stream()
        .filter(facts -> facts.size() > 1)
        .sorted(Comparator.comparingInt(facts -> -facts.size()))
        .limit(MOST_GROUPS)
        .map(facts -> new Group(facts.get(0).quantity(), facts.get(0).unit(), facts))
        .toList();
  }

  private Vocabulary vocabulary() {
    long current = structure.get();
    Indexed mine = indexed;
    if (mine.structure() != current) {
      mine = new Indexed(current, new Vocabulary(series.values()));
      indexed = mine;
    }
    return mine.vocabulary();
  }

  /** The series of this topic and path; empty if there is none. */
  public Optional<Fact> fact(String topic, String path) {
    return Optional.ofNullable(series.get(new Series.Key(topic, path)))
        .map(one -> fact(one, clock.instant()));
  }

  /** All series, by topic and path. */
  public List<Fact> all() {
    Instant now = clock.instant();
    return series.values().stream()
        .map(one -> fact(one, now))
        .sorted(Comparator.comparing(Fact::topic).thenComparing(Fact::path))
        .toList();
  }

  private Fact fact(Series one, Instant now) {
    return one.fact(now, limits(one), settings.guessUnits());
  }

  private @Nullable Limits limits(Series one) {
    if (!(one.value() instanceof Number)) {
      return null;
    }
    for (LimitRule rule : settings.limits()) {
      if (rule.covers(one.key.topic(), one.key.path())) {
        return rule.limits();
      }
    }
    if (!families.contains(Siblings.family(one.key))) {
      return null;
    }
    return Siblings.of(
        one.key,
        key -> {
          Series sibling = series.get(key);
          return sibling == null ? null : sibling.value();
        });
  }

  /** How many series there are. */
  public int size() {
    return series.size();
  }

  /** How many series went because there were too many. */
  public long evicted() {
    return evicted.get();
  }

  /**
   * Writes all series to the file, which is replaced at once or not at all.
   *
   * @throws IOException if it cannot be written; the old file is still there then
   */
  public void snapshot(Path file) throws IOException {
    Collection<Series> oldestFirst;
    synchronized (byChange) {
      oldestFirst = new ArrayList<>(byChange.values());
    }
    Snapshot.write(file, oldestFirst);
  }

  /**
   * Takes back the series of the file that have not come since; says how many.
   *
   * @throws IOException if it cannot be read or is no snapshot; nothing is taken then
   */
  public int restore(Path file) throws IOException {
    int count = 0;
    for (Series one : Snapshot.read(file, diagnostics)) {
      synchronized (byChange) {
        if (series.putIfAbsent(one.key, one) == null) {
          byChange.put(one.key, one);
          added(one.key);
          count++;
        }
        evict();
      }
    }
    return count;
  }
}
