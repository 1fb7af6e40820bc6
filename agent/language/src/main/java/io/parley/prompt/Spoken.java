package io.parley.prompt;

import io.parley.knowledge.Lexicon;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Numbers in words as digits, where they count, compare or name: "above twenty five". */
final class Spoken {
  private static final Map<String, Integer> SMALL = numbered("small-number", 0, 1);
  private static final Map<String, Integer> TENS = numbered("tens", 20, 10);
  private static final Map<String, Integer> SCALES = Map.of("hundred", 100, "thousand", 1000);
  private static final List<String> HALF = List.of("and", "a", "half");
  private static final int FIRST_LARGE = 13;
  private static final int ORDINALS = 10;
  private static final BigInteger HUNDRED = BigInteger.valueOf(100);

  private final Lexicon lexicon = Lexicon.shared();
  private final List<Series> all;
  private final Set<String> factWords;
  private final List<String> out = new ArrayList<>();

  Spoken(List<Series> all, Set<String> factWords) {
    this.all = all;
    this.factWords = factWords;
  }

  /** A number and where it ends among the words. */
  private record Said(String text, int end) {}

  List<String> digits(List<String> words) {
    int i = 0;
    while (i < words.size()) {
      Said said = said(words, i);
      String word = words.get(i);
      if (said == null) {
        out.add(ordinal(word, Words.at(words, i + 1)));
        i++;
      } else if (factWords.contains(word) || !counts(words, i, said)) {
        out.add(word);
        i++;
      } else {
        add(said, word);
        i = said.end();
      }
    }
    return out;
  }

  private void add(Said said, String word) {
    String near = before(1);
    if (SCALES.containsKey(word) && (near.equals("a") || near.equals("an"))) {
      out.remove(out.size() - 1);
    }
    if (negative()) {
      out.set(out.size() - 1, "-" + said.text());
    } else {
      out.add(said.text());
    }
  }

  private String before(int back) {
    return Words.at(out, out.size() - back);
  }

  private boolean negative() {
    return lexicon.in("minus", before(1))
        && (lexicon.in("compares", before(2)) || before(2).equals("of"));
  }

  /** The smaller ones are plain words more often than numbers: "the two of them". */
  private boolean counts(List<String> words, int i, Said said) {
    Integer small = SMALL.get(words.get(i));
    if (said.end() != i + 1 || small == null || small == 0 || small >= FIRST_LARGE) {
      return true;
    }
    String near = before(1);
    boolean compared =
        negative()
            || lexicon.in("compares", near)
            || (near.equals("of") && lexicon.in("compares", before(2)));
    String after = Words.at(words, i + 1);
    boolean counted =
        !lexicon.in("generic", after)
            && !factWords.contains(after)
            && !factWords.contains(single(after));
    boolean one = small == 1;
    return all.stream()
            .filter(s -> s.entity().contains(said.text()))
            .anyMatch(
                s -> (!one && !lexicon.in("compares", near)) || s.entity().contains(single(near)))
        || lexicon.in("counted-unit", after)
        || (compared && !one && counted);
  }

  /** "The second pump" is pump 2. */
  private String ordinal(String word, String after) {
    for (int n = 1; n <= ORDINALS; n++) {
      String text = Integer.toString(n);
      if (lexicon.in("ordinal " + n, word)
          && !factWords.contains(word)
          && all.stream().anyMatch(s -> numbered(s, text, after))) {
        return text;
      }
    }
    return word;
  }

  private static boolean numbered(Series series, String number, String after) {
    return series.entity().contains(number)
        && (series.entity().contains(after) || series.called(List.of(single(after))));
  }

  private static String single(String word) {
    return word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
  }

  /** The number that is said from the i-th word on; null if none is. */
  private static @Nullable Said said(List<String> words, int i) {
    String word = words.get(i);
    int end = i + 1;
    BigInteger value;
    if (TENS.containsKey(word)) {
      value = BigInteger.valueOf(TENS.get(word));
      int unit = SMALL.getOrDefault(Words.at(words, end), 0);
      if (unit > 0 && unit < 10) {
        value = value.add(BigInteger.valueOf(unit));
        end++;
      }
    } else if (SMALL.containsKey(word)) {
      value = BigInteger.valueOf(SMALL.get(word));
    } else if (SCALES.containsKey(word)) {
      value = BigInteger.valueOf(SCALES.get(word));
    } else {
      boolean whole = Words.isNumber(word) && word.indexOf('.') < 0;
      return whole && half(words, end) ? new Said(word + ".5", end + 3) : null;
    }
    while (SCALES.containsKey(Words.at(words, end))) {
      value = value.multiply(BigInteger.valueOf(SCALES.getOrDefault(words.get(end), 1)));
      end++;
    }
    return completed(words, value, end);
  }

  /** With what follows: "and fifty", "point five", "and a half". */
  private static Said completed(List<String> words, BigInteger value, int end) {
    String next = Words.at(words, end + 1);
    boolean more = SMALL.containsKey(next) || TENS.containsKey(next);
    if (value.compareTo(HUNDRED) >= 0 && Words.at(words, end).equals("and") && more) {
      Said rest = said(words, end + 1);
      if (rest != null) {
        String[] pieces = rest.text().split("\\.");
        String whole = value.add(new BigInteger(pieces[0])).toString();
        return new Said(pieces.length == 1 ? whole : whole + "." + pieces[1], rest.end());
      }
    }
    if (Words.at(words, end).equals("point") && digit(words, end + 1)) {
      StringBuilder text = new StringBuilder(value.toString()).append('.');
      int at = end + 1;
      for (; digit(words, at); at++) {
        text.append(SMALL.getOrDefault(words.get(at), 0));
      }
      return new Said(text.toString(), at);
    }
    return half(words, end)
        ? new Said(value + ".5", end + HALF.size())
        : new Said(value.toString(), end);
  }

  private static boolean digit(List<String> words, int i) {
    return SMALL.getOrDefault(Words.at(words, i), 10) < 10;
  }

  private static boolean half(List<String> words, int i) {
    return i + HALF.size() <= words.size() && words.subList(i, i + HALF.size()).equals(HALF);
  }

  private static Map<String, Integer> numbered(String list, int first, int step) {
    Map<String, Integer> numbers = new HashMap<>();
    int n = first;
    for (String word : Lexicon.shared().set(list)) {
      numbers.put(word, n);
      n += step;
    }
    return numbers;
  }
}
