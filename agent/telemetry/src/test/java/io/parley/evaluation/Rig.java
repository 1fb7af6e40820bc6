package io.parley.evaluation;

import io.parley.query.Condition;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.Result;
import io.parley.query.Scope;
import io.parley.query.Span;
import io.parley.site.Current;
import io.parley.site.MemorySite;
import io.parley.site.Series;
import io.parley.site.Series.Kind;
import io.parley.site.SeriesId;
import io.parley.site.Thing;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small site and short words for what tests ask of it. */
final class Rig {
  static final Instant NOW = Instant.parse("2026-03-11T14:00:00Z");
  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  static final Map<String, String> ON_OFF = Map.of("on", "on", "off", "off");
  static final Map<String, String> CONTACT = Map.of("true", "closed", "false", "open");

  final MemorySite site = new MemorySite(ZONE);
  final Evaluator evaluator = new Evaluator(site, site);

  static SeriesId id(String name) {
    return new SeriesId("site/" + name.replace(' ', '-'), "");
  }

  Rig thing(String name, String deviceClass, String place, String floor, String... aliases) {
    site.describe(new Thing(name, List.of(aliases), deviceClass, place, floor));
    return this;
  }

  Rig series(
      String thing,
      String name,
      String quantity,
      @Nullable String unit,
      Kind kind,
      String... words) {
    return series(thing, name, quantity, unit, kind, Map.of(), null, words);
  }

  Rig series(
      String thing,
      String name,
      String quantity,
      @Nullable String unit,
      Kind kind,
      Map<String, String> states,
      Series.@Nullable Limits limits,
      String... words) {
    site.describe(
        new Series(
            id(name),
            thing,
            name,
            List.of(words),
            quantity,
            unit,
            kind,
            "",
            "",
            "",
            states,
            limits));
    return this;
  }

  Rig take(String name, Object value, Duration ago) {
    site.take(id(name), value instanceof String text ? number(text) : value, NOW.minus(ago));
    return this;
  }

  private static Object number(String text) {
    return text.matches("-?[0-9.]+") ? new BigDecimal(text) : text;
  }

  Rig take(String name, Object value) {
    return take(name, value, Duration.ofMinutes(1));
  }

  Rig end(String name, Current.Why why, Duration ago) {
    site.end(id(name), why, NOW.minus(ago));
    return this;
  }

  Result ask(Query query) {
    return evaluator.evaluate(query, NOW);
  }

  Result ask(Find find, Scope scope) {
    return ask(Query.of(find, scope));
  }

  Result ask(Find find, Scope scope, Condition where) {
    return ask(asked(find, scope, where));
  }

  static Query asked(Find find, Scope scope, Condition where) {
    return new Query(find, scope, where, null, null, 1, null);
  }

  static Query asked(Find find, Scope scope, Condition where, Span over) {
    return new Query(find, scope, where, over, null, 1, null);
  }

  static Scope thing(String name) {
    return Scope.ALL.withThings(List.of(name));
  }

  static Scope quantity(String name) {
    return Scope.ALL.withQuantities(List.of(name));
  }

  static Scope kind(String deviceClass) {
    return Scope.ALL.withClasses(List.of(deviceClass));
  }

  static Scope like(String... words) {
    return Scope.ALL.withLike(List.of(words));
  }

  static Condition is(String state) {
    return new Condition.StateIs(state, false);
  }

  static Condition above(String number, @Nullable String unit) {
    return new Condition.Compares(Condition.Op.ABOVE, new BigDecimal(number), unit, false);
  }

  static Condition below(String number, @Nullable String unit) {
    return new Condition.Compares(Condition.Op.BELOW, new BigDecimal(number), unit, false);
  }

  static List<String> names(Result result) {
    return result.rows().stream().map(Result.Row::name).toList();
  }

  static String code(Result result) {
    return result instanceof Result.Unknown unknown
        ? unknown.code() + " " + unknown.detail()
        : result.toString();
  }

  static Duration minutes(long minutes) {
    return Duration.ofMinutes(minutes);
  }
}
