package io.parley.prompt;

import io.parley.prompt.Part.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    Set<List<String>> full = new HashSet<>();
    table.forEach(
        row -> row.stream().filter(m -> m.level() == Level.FULL).forEach(m -> full.add(words(m))));
    List<Match> best = new ArrayList<>();
    for (List<Match> row : table) {
      Match chosen = null;
      for (Match option : row) {
        // where the whole name of another is said, a part of this one's is said by accident
        boolean accident = option.level() == Level.PART && full.contains(words(option));
        Match fixed = accident ? option.at(Level.OTHER) : option;
        chosen = chosen == null || BETTER.compare(fixed, chosen) > 0 ? fixed : chosen;
      }
      if (chosen != null) {
        best.add(chosen);
      }
    }
    return withOnly(withMany(best), reading);
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

  private static List<Match> withOnly(List<Match> best, Reading reading) {
    long asked = best.stream().filter(m -> m.fit() == Fit.ASKED).count();
    if (reading.namesSomething() || asked != 1) {
      return best;
    }
    return best.stream().map(m -> m.fit() == Fit.ASKED ? m.at(Level.ONLY) : m).toList();
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
