package io.parley.prompt;

import io.parley.knowledge.Lexicon;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Words that turn what is asked into its opposite, or take something out; no sheet reads them. */
final class Negation {
  private static final Set<String> WORDS =
      words(
          """
          not never neither nor none nobody noone nothing nowhere without except excepting
          excluding exclude excludes excluded besides unless instead non hardly barely cannot
          isnt arent aint wasnt werent doesnt dont didnt hasnt havent hadnt wont wouldnt cant
          couldnt shouldnt neednt mustnt missing lacks anymore
          """);

  private static final Set<String> BEFORE_T =
      words(
          """
          isn aren ain wasn weren doesn don didn hasn haven hadn won wouldn can couldn shouldn
          needn mustn
          """);

  private static final Set<List<String>> PAIRS =
      Set.of(
          List.of("other", "than"),
          List.of("apart", "from"),
          List.of("aside", "from"),
          List.of("rather", "than"),
          List.of("all", "but"),
          List.of("any", "but"),
          List.of("every", "but"),
          List.of("everything", "but"),
          List.of("anything", "but"),
          List.of("no", "longer"));

  private static final Set<String> BETWEEN = words("you i we be really quite even to please");

  /** "I do not know whether": what is asked is not negated. */
  private static final Set<String> OF_THE_ASKER =
      words("know remember recall understand see find tell sure certain mind worry");

  private static final Set<String> TAGGED = words("it they that there he she");

  private Negation() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  /**
   * Why a question is not read.
   *
   * @param typed its words
   * @param all the series that it is asked over: in a name, no word is a negation
   * @return a sentence that names the word; null if there is none
   */
  static @Nullable String in(List<String> typed, List<Series> all) {
    for (int i = 0; i < typed.size(); i++) {
      String word = typed.get(i);
      String after = Words.at(typed, i + 1);
      String said = said(Words.at(typed, i - 1), word, after);
      boolean alternative = word.equals("not") && Words.at(typed, i - 1).equals("or");
      if (said != null
          && !alternative
          && !tag(typed, i)
          && !ofTheAsker(typed, i + 1)
          && all.stream().noneMatch(s -> s.says(List.of(word, after)))) {
        return "the question says '%s', which is not read here".formatted(said);
      }
    }
    return null;
  }

  private static @Nullable String said(String before, String word, String after) {
    if (word.equals("t") && BEFORE_T.contains(before)) {
      return before + "'t";
    }
    if (PAIRS.contains(List.of(word, after))) {
      return word + " " + after;
    }
    boolean none = word.equals("no") && !Lexicon.shared().isNumber(after);
    return none || WORDS.contains(word) ? word : null;
  }

  /** "The pump is on, isn't it?" */
  private static boolean tag(List<String> typed, int i) {
    String end = Words.at(typed, i + 2);
    int start = typed.get(i).equals("t") ? i - 1 : i;
    return start > 0
        && TAGGED.contains(Words.at(typed, i + 1))
        && (end.isEmpty() || Words.isMark(end));
  }

  private static boolean ofTheAsker(List<String> typed, int from) {
    int i = from;
    while (BETWEEN.contains(Words.at(typed, i))) {
      i++;
    }
    return OF_THE_ASKER.contains(Words.at(typed, i));
  }
}
