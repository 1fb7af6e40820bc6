package io.parley.ladder;

import io.parley.knowledge.Lexicon;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Words by which a question asks for more than what one fact says now: a time or a span of it, an
 * extreme, a figure over several values. What answers them once coincides with something simpler
 * too easily, so nothing is learnt from them.
 */
final class SummaryWords {
  private static final Set<String> EXTREMES =
      words(
          """
          max maximum maximal maxima min minimum minimal minima peak peaks peaked top topped
          bottom bottomed best worst record extreme extremes
          """);

  private static final Set<String> FIGURES =
      words(
          """
          average averages averaged averaging avg mean median typical typically usual usually
          total totals totalled sum sums summed combined altogether together overall aggregate
          aggregated cumulative cumulated accumulated count counted number many often times
          per trend trends trending rise rises rose risen rising fall falls fell fallen
          falling increase increased increasing decrease decreased decreasing climbed climbing
          dropped dropping
          """);

  private static final Set<String> TIMES =
      words(
          """
          ever never always recently lately earlier before previous previously past ago until
          till during overnight between weekend weekday fortnight quarter decade shift season
          summer winter autumn january february march april june july august september october
          november december breakfast lunch dinner dawn dusk sunrise sunset
          """);

  /** Ends like a superlative and is none; the latest value is the one of now. */
  private static final Set<String> NO_SUPERLATIVES =
      words(
          """
          test rest west nest vest pest chest guest forest request harvest interest honest
          modest suggest latest
          """);

  /** What may follow "last" without making it a span of time. */
  private static final Set<String> AFTER_LAST =
      words(
          """
          change changed changes switch switched update updated measured reported seen heard
          value reading measurement state
          """);

  private static final Pattern CLOCK_OR_DATE =
      Pattern.compile("\\d{1,2}[:h]\\d{2}.*|\\d{1,2}(am|pm)|\\d{4}-\\d{2}(-\\d{2}.*)?");

  private SummaryWords() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  /**
   * Whether any of them is among the words.
   *
   * @param words of a question in lower case, its names as slots
   */
  static boolean any(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String before = i > 0 ? words.get(i - 1) : "";
      String after = i + 1 < words.size() ? words.get(i + 1) : "";
      if (extreme(words.get(i), before)
          || FIGURES.contains(words.get(i))
          || time(words.get(i), before, after)) {
        return true;
      }
    }
    return false;
  }

  private static boolean extreme(String word, String before) {
    boolean degree = (word.equals("most") || word.equals("least")) && !before.equals("at");
    boolean superlative =
        word.length() > 4 && word.endsWith("est") && !NO_SUPERLATIVES.contains(word);
    return degree || superlative || EXTREMES.contains(word);
  }

  private static boolean time(String word, String before, String after) {
    return switch (word) {
      case "last" -> !AFTER_LAST.contains(after);
      case "since" -> !before.equals("when") && !after.equals("when");
      case "far" -> before.equals("so");
      default ->
          TIMES.contains(word)
              || Lexicon.shared().span(word, before.equals(Aim.LIMIT)) != null
              || CLOCK_OR_DATE.matcher(word).matches();
    };
  }
}
