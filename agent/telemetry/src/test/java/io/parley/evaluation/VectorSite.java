package io.parley.evaluation;

import io.parley.site.Current;
import io.parley.site.History;
import io.parley.site.Series;
import io.parley.site.SeriesId;
import io.parley.site.SiteModel;
import io.parley.site.Step;
import io.parley.site.Summary;
import io.parley.site.Thing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The telemetry of one vector as a site with its history. */
final class VectorSite implements SiteModel, History {
  private final ZoneId zone;
  private final List<Series> series = new ArrayList<>();
  private final Map<SeriesId, Current> currents = new LinkedHashMap<>();
  private final Map<SeriesId, List<Step>> steps = new LinkedHashMap<>();
  private final Map<String, Thing> things = new LinkedHashMap<>();

  VectorSite(Map<?, ?> telemetry) {
    zone = ZoneId.of(text(telemetry, "zone"));
    for (Object each : (List<?>) Objects.requireNonNull(telemetry.get("series"))) {
      add((Map<?, ?>) each);
    }
    series.sort(Comparator.comparing(Series::name));
  }

  static String text(Map<?, ?> map, String field) {
    Object value = map.get(field);
    return value == null ? "" : (String) value;
  }

  private void add(Map<?, ?> map) {
    SeriesId id = new SeriesId(text(map, "topic"), text(map, "path"));
    Map<String, String> states = new LinkedHashMap<>();
    if (map.get("states") instanceof Map<?, ?> given) {
      given.forEach((value, state) -> states.put((String) value, (String) state));
    }
    List<String> qualifiers = new ArrayList<>();
    for (Object word : (List<?>) Objects.requireNonNull(map.get("qualifiers"))) {
      qualifiers.add((String) word);
    }
    Series one =
        new Series(
            id,
            text(map, "thing"),
            text(map, "name"),
            qualifiers,
            text(map, "quantity"),
            map.get("unit") == null ? null : text(map, "unit"),
            Series.Kind.valueOf(text(map, "kind").toUpperCase(Locale.ROOT)),
            text(map, "class"),
            text(map, "place"),
            text(map, "floor"),
            states,
            limits(map.get("limits")));
    series.add(one);
    things.putIfAbsent(
        one.thing(),
        new Thing(one.thing(), List.of(), one.deviceClass(), one.place(), one.floor()));
    values(one, map);
  }

  private static Series.@Nullable Limits limits(@Nullable Object given) {
    return given instanceof Map<?, ?> map
        ? new Series.Limits(number(map.get("low")), number(map.get("high")))
        : null;
  }

  private static @Nullable Double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : null;
  }

  private void values(Series one, Map<?, ?> map) {
    List<Step> held = new ArrayList<>();
    List<Long> gaps = new ArrayList<>();
    Instant before = null;
    Instant at = null;
    Instant changed = null;
    Object last = null;
    for (Object each : (List<?>) Objects.requireNonNull(map.get("values"))) {
      Map<?, ?> value = (Map<?, ?>) each;
      Object now = Objects.requireNonNull(value.get("value"));
      at = value.get("at") == null ? null : Instant.parse(text(value, "at"));
      if (at != null) {
        if (before != null) {
          gaps.add(Duration.between(before, at).toMillis());
        }
        if (last == null || !last.equals(now)) {
          held.add(new Step(at, now, state(one, now)));
          changed = last == null ? changed : at;
        }
        before = at;
      }
      last = now;
    }
    Current.Ended ended = null;
    if (map.get("ended") instanceof Map<?, ?> given) {
      Instant since = Instant.parse(text(given, "since"));
      ended =
          new Current.Ended(
              Current.Why.valueOf(text(given, "why").toUpperCase(Locale.ROOT)), since);
      held.add(new Step(since, null, null));
    }
    gaps.sort(Comparator.naturalOrder());
    Duration usual = gaps.isEmpty() ? null : Duration.ofMillis(gaps.get(gaps.size() / 2));
    Object value = Objects.requireNonNull(last);
    currents.put(one.id(), new Current(value, state(one, value), at, changed, ended, usual));
    steps.put(one.id(), held);
  }

  private static @Nullable String state(Series one, Object value) {
    return one.states().get(String.valueOf(value).toLowerCase(Locale.ROOT));
  }

  @Override
  public long version() {
    return 1;
  }

  @Override
  public List<Thing> things() {
    return things.values().stream().sorted(Comparator.comparing(Thing::name)).toList();
  }

  @Override
  public List<Series> series() {
    return series;
  }

  @Override
  public Optional<Current> current(SeriesId id) {
    return Optional.ofNullable(currents.get(id));
  }

  @Override
  public ZoneId zone() {
    return zone;
  }

  @Override
  public Optional<Instant> knownSince(SeriesId id) {
    return steps.getOrDefault(id, List.of()).stream().findFirst().map(Step::at);
  }

  @Override
  public List<Step> steps(SeriesId id, Instant from, Instant to) {
    List<Step> all = steps.getOrDefault(id, List.of());
    int first = 0;
    while (first + 1 < all.size() && !all.get(first + 1).at().isAfter(from)) {
      first++;
    }
    return all.subList(first, all.size()).stream().filter(step -> !step.at().isAfter(to)).toList();
  }

  @Override
  public List<Summary> summaries(SeriesId id, Instant from, Instant to, int most) {
    List<Summary> all = new ArrayList<>();
    List<Step> held = steps(id, from, to);
    for (int i = 0; i < held.size(); i++) {
      Step step = held.get(i);
      Instant begin = step.at().isBefore(from) ? from : step.at();
      Instant end = i + 1 < held.size() ? held.get(i + 1).at() : to;
      if (step.value() instanceof Number number && begin.isBefore(end)) {
        double value = number.doubleValue();
        all.add(new Summary(begin, end, value, value, value, value, value, 1));
      }
    }
    if (all.size() > most) {
      throw new IllegalStateException("vectors have few values, not " + all.size());
    }
    return all;
  }
}
