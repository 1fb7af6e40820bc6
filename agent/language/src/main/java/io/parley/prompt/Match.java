package io.parley.prompt;

import io.parley.prompt.Part.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a series fits a question.
 *
 * @param series the series
 * @param level how its name fits
 * @param fit how its quantity fits
 * @param run the words that it fits best; absent if the question names nothing
 * @param claim what the question asks to be so of it; absent if nothing
 */
record Match(
    Series series, Level level, Fit fit, @Nullable List<String> run, @Nullable Claim claim) {

  private static final Comparator<Match> BETTER =
      Comparator.<Match>comparingInt(m -> m.level().choice()).thenComparing(Match::fit);

  /** Marks every series against the question. */
  static List<Match> all(List<Series> all, Reading reading) {
    List<List<Match>> table = all.stream().map(s -> options(s, reading)).toList();
    Map<List<String>, Fit> full = new HashMap<>();
    table.forEach(
        row ->
            row.stream()
                .filter(m -> m.level() == Level.FULL)
                .forEach(m -> full.merge(words(m), m.fit(), Match::better)));
    List<Match> best = new ArrayList<>();
    for (List<Match> row : table) {
      Match chosen = null;
      for (Match option : row) {
        // where the whole name of another is said, a part of this one's is said by accident
        Fit whole = option.level() == Level.PART ? full.get(words(option)) : null;
        boolean accident = whole != null && whole.compareTo(option.fit()) >= 0;
        Match fixed = accident ? option.at(Level.OTHER) : option;
        chosen = chosen == null || BETTER.compare(fixed, chosen) > 0 ? fixed : chosen;
      }
      if (chosen != null) {
        best.add(chosen);
      }
    }
    return withOnly(withMany(best), table, reading);
  }

  private static Fit better(Fit a, Fit b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static List<String> words(Match match) {
    List<String> run = match.run();
    return run == null ? List.of() : run;
  }

  private Match at(Level other) {
    return new Match(series, other, fit, run, claim);
  }

  private static List<Match> options(Series series, Reading reading) {
    List<Match> out = new ArrayList<>();
    for (Part part : reading.parts()) {
      Claim claim = Claim.of(series, reading, part);
      Fit fit = fit(series, part, claim);
      if (!reading.namesSomething()) {
        out.add(new Match(series, Level.NONE, fit, null, claim));
      }
      for (Run run : part.usedRuns()) {
        out.add(new Match(series, level(series, run), fit, run.words(), claim));
      }
    }
    if (out.isEmpty()) {
      out.add(new Match(series, Level.NONE, Fit.OPEN, null, null));
    }
    return out;
  }

  private static Level level(Series series, Run run) {
    Set<String> words = run.set();
    if (!series.meets(words)) {
      return Level.NONE;
    }
    if (!series.covers(words)) {
      return Level.OTHER;
    }
    return words.containsAll(series.entity()) ? Level.FULL : Level.PART;
  }

  private static Fit fit(Series series, Part part, @Nullable Claim claim) {
    if (claim != null && series.number() == null) {
      return Fit.ASKED;
    }
    boolean another = false;
    for (Part.Named named : part.usedNamed()) {
      if (series.measures(named.quantities())) {
        return Fit.ASKED;
      }
      another |= !series.entity().contains(named.word());
    }
    return another ? Fit.ELSE : Fit.OPEN;
  }

  private static List<Match> withMany(List<Match> best) {
    return best.stream()
        .map(
            m ->
                m.level() == Level.PART && best.stream().filter(m::alike).count() > 1
                    ? m.at(Level.MANY)
                    : m)
        .toList();
  }

  private boolean alike(Match other) {
    return other.level == Level.PART
        && words(other).equals(words(this))
        && other.series.kind().equals(series.kind());
  }

  /** Where nothing is named, the only one that is asked for, in all or by a part. */
  private static List<Match> withOnly(List<Match> best, List<List<Match>> table, Reading reading) {
    if (reading.namesSomething()) {
      return best;
    }
    Set<Integer> only = new HashSet<>(single(best, m -> m.fit() == Fit.ASKED));
    if (only.isEmpty()) {
      for (int part = 0; part < reading.parts().size(); part++) {
        int at = part;
        List<Part.Named> named = reading.parts().get(part).named();
        only.addAll(single(table, row -> row.get(at).asksFor(named)));
      }
    }
    return IntStream.range(0, best.size())
        .mapToObj(i -> only.contains(i) ? best.get(i).at(Level.ONLY) : best.get(i))
        .toList();
  }

  private boolean asksFor(List<Part.Named> named) {
    return fit == Fit.ASKED && named.stream().anyMatch(n -> series.measures(n.quantities()));
  }

  private static <T> List<Integer> single(List<T> of, Predicate<T> asked) {
    List<Integer> found =
        IntStream.range(0, of.size()).filter(i -> asked.test(of.get(i))).boxed().toList();
    return found.size() == 1 ? found : List.of();
  }

  /** Whether all that is known of it is shown. */
  boolean detailed() {
    return fit != Fit.ELSE && (level == Level.FULL || level == Level.PART || level == Level.ONLY);
  }

  /** Whether the run names it, in whole or in part. */
  boolean foundBy(Run words) {
    Set<String> set = words.set();
    return (level == Level.FULL || level == Level.PART || level == Level.MANY)
        && series.meets(set)
        && series.covers(set);
  }
}
