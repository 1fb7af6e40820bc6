package io.parley.prompt;

import io.parley.knowledge.Lexicon;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The span of time that a question asks about.
 *
 * @param seconds how long; {@link Lexicon#NO_SPAN} for one that no window covers; null for none
 * @param words where its words stand
 */
record AskedSpan(@Nullable Long seconds, Set<Integer> words) {
  private static final AskedSpan NONE = new AskedSpan(null, Set.of());

  static AskedSpan in(List<String> words, Set<String> entityWords, Set<String> unitWords) {
    Lexicon lexicon = Lexicon.shared();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String before = i > 0 ? words.get(i - 1) : "";
      Long plain = lexicon.span(word, false);
      boolean counted =
          Words.isNumber(before)
              && (i < 2 || !entityWords.contains(words.get(i - 2)))
              && (plain == null || plain != Lexicon.NO_SPAN)
              && !lexicon.in("uncounted-span", word);
      Long unit = lexicon.span(word, counted);
      boolean bare =
          lexicon.in("counted-span", word) && !counted && !lexicon.in("span-lead", before);
      // "over 4.5 m"
      boolean length =
          counted
              && i > 1
              && lexicon.in("compares", words.get(i - 2))
              && !lexicon.in("span-lead", words.get(i - 2))
              && (before.contains(".") || unitWords.contains(word));
      if (unit == null
          || entityWords.contains(word)
          || bare
          || length
          || unit == Lexicon.IGNORED_SPAN) {
        continue;
      }
      String after = i + 1 < words.size() ? words.get(i + 1) : "";
      return new AskedSpan(
          unit == Lexicon.NO_SPAN || lexicon.in("not-span-after", after)
              ? Long.valueOf(Lexicon.NO_SPAN)
              : times(unit, counted ? before : "1"),
          counted ? Set.of(i, i - 1) : Set.of(i));
    }
    return NONE;
  }

  private static Long times(long unit, String amount) {
    boolean odd = amount.contains(".") || amount.startsWith("-") || amount.length() > 6;
    return odd ? Lexicon.NO_SPAN : unit * Integer.parseInt(amount);
  }
}
