package io.parley.prompt;

import io.parley.knowledge.Lexicon;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names of a sheet, and how a question may say them: short, joined, split, otherwise. */
final class Names {
  private static final int SHORTEST = 3;

  private final Lexicon lexicon = Lexicon.shared();
  private final List<Series> all;
  private final Set<String> factWords = new HashSet<>();

  Names(List<Series> all) {
    this.all = all;
    for (Series series : all) {
      factWords.addAll(series.entity());
      factWords.addAll(series.quantityWords());
    }
  }

  /** The words of a question as they were meant. */
  List<String> meant(List<String> words) {
    return lexicon.correct(near(new Spoken(all, factWords).digits(words)), factWords);
  }

  private List<String> near(List<String> words) {
    List<String> out = new ArrayList<>();
    int i = 0;
    while (i < words.size()) {
      String word = words.get(i);
      String after = Words.at(words, i + 1);
      List<String> both = after.isEmpty() ? List.of() : inOne(word, after);
      if (both.isEmpty()) {
        out.addAll(near(word, Words.at(out, out.size() - 1)));
        i++;
      } else {
        out.addAll(both);
        i += 2;
      }
    }
    return out;
  }

  /** "Wheel house" for the wheelhouse, "living room" for the lounge; empty for neither. */
  private List<String> inOne(String word, String after) {
    if (together(List.of(word, after))) {
      return List.of();
    }
    boolean plain = plain(word) && plain(after);
    if (plain && factWords.contains(word + after)) {
      return List.of(word + after);
    }
    return otherwise(word + "-" + after);
  }

  private static boolean plain(String word) {
    return !Words.isMark(word) && !Words.isNumber(word);
  }

  private List<String> near(String word, String before) {
    if (factWords.contains(word)) {
      return List.of(word);
    }
    if (lexicon.in("degree", before)) {
      for (String adjective : List.of("high", "low")) {
        if (lexicon.in("after-degree " + adjective, word)) {
          return List.of(adjective);
        }
      }
    }
    List<String> other = otherwise(word);
    if (!other.isEmpty()) {
      return other;
    }
    boolean plural = word.endsWith("s") && factWords.contains(word.substring(0, word.length() - 1));
    if (plural && lexicon.namesQuantity(word)) {
      return List.of(word.substring(0, word.length() - 1));
    }
    if (plural || lexicon.known(word) || Words.isNumber(word) || word.length() < SHORTEST) {
      return List.of(word);
    }
    List<String> parts = split(word);
    return parts.isEmpty() ? whole(word) : parts;
  }

  /** What the facts call it that the question calls otherwise, if there is just one. */
  private List<String> otherwise(String phrase) {
    List<List<String>> found =
        lexicon.otherNames(phrase).stream()
            .filter(o -> o.size() == 1 ? factWords.contains(o.get(0)) : together(o))
            .toList();
    return found.size() == 1 ? found.get(0) : List.of();
  }

  private List<String> split(String word) {
    for (int k = SHORTEST; k <= word.length() - SHORTEST; k++) {
      List<String> parts = List.of(word.substring(0, k), word.substring(k));
      if (together(parts)) {
        return parts;
      }
    }
    return List.of();
  }

  /** The one word of the facts that this is short for, or the word itself. */
  private List<String> whole(String word) {
    if (lexicon.in("things", word)) {
      return List.of(word);
    }
    List<String> found =
        factWords.stream()
            .filter(f -> f.length() > word.length() + 1 && f.startsWith(word))
            .toList();
    return found.size() == 1 ? found : List.of(word);
  }

  private boolean together(List<String> words) {
    return all.stream().anyMatch(s -> s.called(words));
  }
}
