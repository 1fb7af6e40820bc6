package io.parley.knowledge;

import java.util.ArrayList;
import java.util.Collection;
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
  private static final double HINT = 0.5;

  /** What a device is for, where a question names the device only. */
  private static final Set<String> PRIMARY =
      Set.of("state", "status", "contact", "occupancy", "temperature", "level", "leak", "smoke");

  private static final double NUMBER = 3.0;
  private static final double OTHER_NUMBER = 0.25;
  private static final double BOUND = 3.5;
  private static final Set<String> LIMITS =
      Set.of("limit", "threshold", "max", "min", "alarm", "setpoint");
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
    for (Series series : candidates()) {
      if (series.diagnostic && !named(series)) {
        continue;
      }
      Words words = series.words();
      double names = names(words);
      double measured = measured(series, words, names > 0);
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

  /** Those that can share anything with the question at all. */
  private Collection<Series> candidates() {
    if (!query.states().isEmpty()) {
      return vocabulary.series();
    }
    Set<String> words = new HashSet<>(query.names().keySet());
    words.addAll(query.context());
    query.quantities().values().forEach(words::addAll);
    return vocabulary.with(words);
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
      if (words.entity().contains(word) || words.own().contains(word)) {
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
        sum += CONTEXT * vocabulary.weight(word);
      }
    }
    boolean bound = query.bound() && words.entity().stream().anyMatch(LIMITS::contains);
    return bound && sum > 0 ? sum + BOUND : sum;
  }

  /** A name with another number after it than the question says is another thing. */
  private double agreement(Words words, String word) {
    if (!query.numbers(word) || !words.numbers(word)) {
      return 1;
    }
    return query.numbered().stream().anyMatch(words.numbered()::contains) ? 1 : OTHER_NUMBER;
  }

  private double measured(Series series, Words words, boolean thing) {
    boolean state = false;
    if (!query.states().isEmpty() && !(series.value() instanceof Number)) {
      Lexicon.StatePair pair = lexicon.stateOf(series.said());
      state = pair != null && query.states().stream().anyMatch(pair::names);
    }
    boolean asked = false;
    boolean hit = false;
    boolean missed = false;
    boolean named = false;
    for (Map.Entry<String, Set<String>> quantity : query.quantities().entrySet()) {
      boolean name =
          words.entity().contains(quantity.getKey()) && !words.own().contains(quantity.getKey());
      boolean fits = quantity.getValue().stream().anyMatch(words.quantities()::contains);
      asked |= !name;
      hit |= fits && !name;
      missed |= !fits && !name;
      named |= fits && name;
    }
    double sum = state ? STATE : 0;
    if (hit) {
      return sum + QUANTITY - (missed ? HINT : 0);
    }
    if (asked) {
      return state ? sum : OTHER_QUANTITY;
    }
    if (!thing) {
      return sum;
    }
    // The device is called what it measures: that, rather than its battery, is what is meant.
    return sum + (named ? HINT : 0) + (words.own().stream().anyMatch(PRIMARY::contains) ? HINT : 0);
  }

  private double leftOver(Words words) {
    double sum = 0;
    for (String word : words.entity()) {
      if (!query.words().contains(word)
          && !query.names().containsKey(word)
          && !query.context().contains(word)) {
        sum += vocabulary.weight(word);
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
    return query.words().containsAll(own)
        || (last.length() > 3 && query.said().contains(String.join("", own)));
  }
}
