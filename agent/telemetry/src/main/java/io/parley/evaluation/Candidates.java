package io.parley.evaluation;

import io.parley.query.Condition;
import io.parley.query.Find;
import io.parley.query.Scope;
import io.parley.query.Span;
import io.parley.scope.Selection;
import io.parley.scope.UnknownWordException;
import io.parley.scope.Words;
import io.parley.site.Current;
import io.parley.site.Series;
import io.parley.units.Numbers;
import io.parley.units.Units;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which of the series in scope a query is about: those that can have what it asks for. */
final class Candidates {
  private final Context context;
  private final Set<String> named = new HashSet<>();

  private Candidates(Context context) {
    this.context = context;
    Scope scope = context.query().scope();
    scope.like().forEach(entry -> named.addAll(Words.of(entry)));
    scope.quantities().forEach(entry -> named.addAll(Words.of(entry)));
  }

  /** All series in scope. */
  static List<Series> inScope(Context context) {
    try {
      return Selection.of(context.index(), context.query().scope());
    } catch (UnknownWordException unknown) {
      throw unknown.word().isEmpty()
          ? UnsureException.incomplete("scope")
          : new UnsureException(UnsureException.UNKNOWN_WORD, unknown.word(), List.of(), List.of());
    }
  }

  /** Those that a value is asked of: without settings and statistics that are not named. */
  static List<Series> plain(Context context) {
    Candidates candidates = new Candidates(context);
    return candidates.single(candidates.relevant(inScope(context)));
  }

  /** The same of several things, each with all its series. */
  static List<Series> group(Context context) {
    return new Candidates(context).relevant(inScope(context));
  }

  /** Those that the condition says something about. */
  static List<Series> judged(Context context, Condition condition) {
    if (condition instanceof Condition.StateIs is) {
      return StateCandidates.of(new Candidates(context), inScope(context), is.state());
    }
    List<Series> numeric = numeric(context);
    if (condition instanceof Condition.BeyondLimit) {
      return some(numeric, series -> series.limits() != null, "limit");
    }
    if (unitOf(condition) == null && numeric.stream().map(Series::unit).anyMatch(other(numeric))) {
      throw UnsureException.incomplete("unit");
    }
    return numeric;
  }

  private static Predicate<@Nullable String> other(List<Series> numeric) {
    return unit -> !Units.same(unit, numeric.get(0).unit());
  }

  private static @Nullable String unitOf(@Nullable Condition condition) {
    if (condition instanceof Condition.Compares compares) {
      return compares.unit();
    }
    return condition instanceof Condition.Between between ? between.unit() : null;
  }

  /** Those with numbers of one quantity. */
  static List<Series> numeric(Context context) {
    Candidates candidates = new Candidates(context);
    List<Series> numeric = some(inScope(context), candidates::isNumeric, "number");
    String unit = unitOf(context.query().where());
    if (unit == null) {
      unit = context.query().unit();
    }
    if (context.query().scope().quantities().size() != 1 && unit != null) {
      String wanted = unit;
      numeric = some(numeric, series -> Units.convertible(series.unit(), wanted), "unit");
    }
    numeric = candidates.single(candidates.relevant(numeric));
    oneQuantity(context, numeric);
    return numeric;
  }

  /** Those with numbers that a window is asked of: what was added in it goes before the rest. */
  static List<Series> over(Context context) {
    Candidates candidates = new Candidates(context);
    if (context.query().over() instanceof Span.Calendar calendar) {
      candidates.named.addAll(Words.of(calendar.term().code()));
    }
    List<Series> numeric = some(inScope(context), candidates::isNumeric, "number");
    List<Series> added =
        numeric.stream().filter(series -> FigureFinds.isAdded(context, series)).toList();
    if (context.query().find() == Find.SUM && added.isEmpty()) {
      throw UnsureException.incomplete("counter");
    }
    boolean measured = context.query().find() == Find.MEAN || added.isEmpty();
    List<Series> chosen = measured ? candidates.relevant(measured(numeric)) : added;
    chosen = candidates.unqualifiedOrAll(chosen, measured);
    oneQuantity(context, chosen);
    return chosen;
  }

  /** A figure over a time of the device's own says nothing about another time. */
  private static List<Series> measured(List<Series> numeric) {
    return some(numeric, series -> series.kind() != Series.Kind.STATISTIC, "over");
  }

  private List<Series> unqualifiedOrAll(List<Series> list, boolean measured) {
    return measured ? single(list) : unqualified(list);
  }

  private static void oneQuantity(Context context, List<Series> numeric) {
    boolean given = context.query().scope().quantities().size() == 1;
    Series first = numeric.get(0);
    for (Series series : numeric) {
      if (!series.quantity().equals(first.quantity())) {
        throw UnsureException.incomplete("quantity");
      }
      boolean unknown = series.quantity().isEmpty() && series.unit() == null;
      if (unknown && !last(series).equals(last(first))) {
        throw UnsureException.incomplete("quantity");
      }
      if (!given && !Units.convertible(series.unit(), first.unit())) {
        throw UnsureException.incomplete("unit");
      }
    }
  }

  /** The last word of its name, which says what it is; empty if it has none. */
  static String last(Series series) {
    List<String> words = Words.of(series.name());
    return words.isEmpty() ? "" : words.get(words.size() - 1);
  }

  private boolean isNumeric(Series series) {
    Current current = current(series);
    return series.states().isEmpty()
        && series.kind() != Series.Kind.EVENT
        && (current == null
            ? series.kind() != Series.Kind.STATE && series.kind() != Series.Kind.OTHER
            : current.state() == null && Numbers.of(current.value()) != null);
  }

  /** Without settings, statistics and what is not understood, unless named or all there is. */
  List<Series> relevant(List<Series> list) {
    List<Series> kept =
        list.stream()
            .filter(
                series ->
                    switch (series.kind()) {
                      case SETTING, STATISTIC, OTHER -> isNamed(series);
                      default -> true;
                    })
            .toList();
    return kept.isEmpty() ? list : kept;
  }

  private boolean isNamed(Series series) {
    return series.qualifiers().stream()
        .anyMatch(qualifier -> named.containsAll(Words.of(qualifier)));
  }

  /** Of one thing only the series without a further word, if there are such. */
  private List<Series> single(List<Series> list) {
    long things = list.stream().map(Series::thing).distinct().count();
    return things == 1 ? unqualified(list) : list;
  }

  /** Without the series with a further word, of things that have one without. */
  List<Series> unqualified(List<Series> list) {
    Map<String, List<Series>> byThing = new HashMap<>();
    for (Series series : list) {
      if (isPlain(series)) {
        byThing.computeIfAbsent(key(series), any -> new ArrayList<>()).add(series);
      }
    }
    return list.stream()
        .filter(series -> isPlain(series) || !byThing.containsKey(key(series)))
        .toList();
  }

  private static String key(Series series) {
    String thing = series.thing().isEmpty() ? series.id().toString() : series.thing();
    return thing + "\n" + series.quantity();
  }

  private boolean isPlain(Series series) {
    return series.qualifiers().stream()
        .allMatch(qualifier -> named.containsAll(Words.of(qualifier)));
  }

  @Nullable Current current(Series series) {
    return context.current(series);
  }

  private static List<Series> some(List<Series> list, Predicate<Series> test, String detail) {
    List<Series> kept = list.stream().filter(test).toList();
    if (kept.isEmpty()) {
      throw UnsureException.incomplete(detail);
    }
    return kept;
  }
}
