package io.parley.prompt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Mends typos and plurals: to a word of the facts first, then to a known one; numbers never. */
final class Spelling {
  private final Lexicon lexicon = Lexicon.shipped();
  private final Set<String> factWords = new HashSet<>();
  private final Set<String> targets = new TreeSet<>();

  Spelling(List<Series> all) {
    for (Series series : all) {
      factWords.addAll(series.entity());
      factWords.addAll(series.quantityWords());
    }
    for (String word : factWords) {
      if (word.length() >= 4 && !Words.isNumber(word)) {
        targets.add(word);
      }
    }
  }

  List<String> correct(List<String> words) {
    return words.stream().map(this::correct).toList();
  }

  private String correct(String word) {
    String digits = lexicon.digits(word);
    if (!digits.equals(word) && factWords.contains(digits)) {
      return digits;
    }
    if (factWords.contains(word) || lexicon.knows(word) || Words.isNumber(word)) {
      return word;
    }
    String base = singularOrPlural(word);
    if (base == null && word.length() >= 4) {
      base = nearest(word, targets, false);
      base = base == null ? nearest(word, lexicon.startingWith(word.charAt(0)), true) : base;
    }
    return base == null ? word : base;
  }

  private @Nullable String singularOrPlural(String word) {
    List<String> forms = new ArrayList<>();
    if (word.endsWith("s")) {
      forms.add(word.substring(0, word.length() - 1));
    }
    if (word.endsWith("es")) {
      forms.add(word.substring(0, word.length() - 2));
    }
    if (word.endsWith("ies")) {
      forms.add(word.substring(0, word.length() - 3) + "y");
    }
    forms.add(word + "s");
    for (String form : forms) {
      if (factWords.contains(form) || (lexicon.knows(form) && form.length() > 2)) {
        return form;
      }
    }
    return null;
  }

  private static @Nullable String nearest(
      String word, Iterable<String> vocabulary, boolean evenOfSeveral) {
    int best = 3;
    int ties = 0;
    String found = null;
    for (String other : vocabulary) {
      if (other.charAt(0) != word.charAt(0)) {
        continue;
      }
      int limit = edits(Math.min(word.length(), other.length()));
      int distance = distance(word, other, limit);
      if (distance > limit || distance > best) {
        continue;
      }
      ties = distance < best ? 1 : ties + 1;
      found = distance < best ? other : found;
      best = distance;
    }
    return ties == 1 || evenOfSeveral ? found : null;
  }

  private static int edits(int length) {
    return length >= 7 ? 2 : length >= 4 ? 1 : 0;
  }

  /** Optimal string alignment distance, or more than the limit. */
  static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
