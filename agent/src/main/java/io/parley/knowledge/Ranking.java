package io.parley.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How well each series fits a question, and which of them go on the sheet. */
final class Ranking {
  /** So many competing series at least, where there are that many. */
  static final int FEWEST = 10;

  private static final double QUANTITY = 3.0;
  private static final double OTHER_QUANTITY = -1.5;
  private static final double STATE = 2.0;
  private static final double NUMBER = 3.0;
  private static final double OTHER_NUMBER = 0.25;
  private static final double CONTEXT = 0.5;
  private static final double LEFT_OVER = 0.12;
  private static final double WORTH_SHOWING = 0.35;

  private final Query query;
  private final Vocabulary vocabulary;
  private final Lexicon lexicon = Lexicon.shared();

  /**
   * A series and how well it fits.
   *
   * @param fit how much of the question it covers
   * @param score the fit, less what its name says beyond the question
   */
  record Ranked(Series series, double fit, double score) {}

  Ranking(Query query, Vocabulary vocabulary) {
    this.query = query;
    this.vocabulary = vocabulary;
  }

  /** All series that share something with the question, best first. */
  List<Ranked> ranked() {
    List<Ranked> ranked = new ArrayList<>();
    for (Series series : vocabulary.series()) {
      if (series.diagnostic && !named(series)) {
        continue;
      }
      Words words = series.words();
      double names = names(words);
      double measured = measured(series, words);
      double fit = names + measured;
      if (names <= 0 && measured <= 0) {
        continue;
      }
      double score = fit - LEFT_OVER * leftOver(words);
      ranked.add(new Ranked(series, fit, score));
    }
    ranked.sort(
        Comparator.comparingDouble((Ranked r) -> -r.score())
            .thenComparing(r -> r.series().words().name())
            .thenComparing(r -> r.series().key.topic())
            .thenComparing(r -> r.series().key.path()));
    return ranked;
  }

  /** As many of the best as are worth showing, at least ten where there are that many. */
  static List<Ranked> shown(List<Ranked> ranked, int most) {
    if (ranked.isEmpty()) {
      return ranked;
    }
    double least = ranked.get(0).score() * WORTH_SHOWING;
    int worth = 0;
    while (worth < ranked.size() && ranked.get(worth).score() >= least) {
      worth++;
    }
    int count = Math.min(Math.max(worth, FEWEST), Math.min(most, ranked.size()));
    return ranked.subList(0, count);
  }

  /** Those that fit as well as the best one does, in name and quantity. */
  static List<Ranked> equals(List<Ranked> ranked) {
    double best = ranked.stream().mapToDouble(Ranked::fit).max().orElse(0);
    return ranked.stream().filter(r -> r.fit() >= best - 1e-9).toList();
  }

  private double names(Words words) {
    double sum = 0;
    for (Map.Entry<String, Double> name : query.names().entrySet()) {
      String word = name.getKey();
      if (words.entity().contains(word) && !lexicon.isNumber(word)) {
        sum += vocabulary.weight(word) * name.getValue() * agreement(words, word);
      }
    }
    for (String pair : query.numbered()) {
      String number = pair.substring(pair.lastIndexOf(' ') + 1);
      if (words.numbered().contains(pair)) {
        sum += NUMBER;
      } else if (words.entity().contains(number) && sum > 0) {
        sum += 1;
      }
    }
    for (String word : query.context()) {
      if (words.entity().contains(word)) {
        sum += CONTEXT * (lexicon.isNumber(word) ? 1 : vocabulary.weight(word));
      }
    }
    return sum;
  }

  /** A name with another number after it than the question says is another thing. */
  private double agreement(Words words, String word) {
    String start = word + " ";
    boolean asked = query.numbered().stream().anyMatch(pair -> pair.startsWith(start));
    if (!asked || !words.numbers(word)) {
      return 1;
    }
    return query.numbered().stream().anyMatch(words.numbered()::contains) ? 1 : OTHER_NUMBER;
  }

  private double measured(Series series, Words words) {
    double sum = 0;
    boolean state = false;
    if (!query.states().isEmpty() && !(series.value() instanceof Number)) {
      Lexicon.StatePair pair = lexicon.stateOf(series.said());
      state = pair != null && query.states().stream().anyMatch(pair::names);
    }
    if (state) {
      sum += STATE;
    }
    Set<String> asked = new HashSet<>(query.quantities());
    if (!asked.isEmpty()) {
      boolean hit = asked.stream().anyMatch(words.quantities()::contains);
      if (hit) {
        sum += QUANTITY;
      } else if (!state) {
        sum += OTHER_QUANTITY;
      }
    }
    return sum;
  }

  private double leftOver(Words words) {
    double sum = 0;
    for (String word : words.entity()) {
      if (!query.names().containsKey(word) && !query.context().contains(word)) {
        sum += lexicon.isNumber(word) ? 1 : vocabulary.weight(word);
      }
    }
    return sum;
  }

  /** Whether the question says what the diagnostic is called, e.g. link quality. */
  private boolean named(Series series) {
    String path = series.key.path();
    String whole = path.isEmpty() ? series.key.topic() : path;
    String last = whole.substring(Math.max(whole.lastIndexOf('/'), whole.lastIndexOf('.')) + 1);
    List<String> own = lexicon.words(last);
    String joined = String.join("", query.words());
    return query.words().containsAll(own)
        || (last.length() > 3 && joined.contains(String.join("", own)));
  }
}
