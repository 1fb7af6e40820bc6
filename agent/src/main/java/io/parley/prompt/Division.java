package io.parley.prompt;

import io.parley.knowledge.Lexicon;
import io.parley.prompt.Part.Named;
import io.parley.prompt.Part.Run;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A question divided at its commas and "and"s, each part with the names and quantities it says. */
final class Division {
  private final Lexicon lexicon = Lexicon.shared();
  private final List<String> words;
  private final AskedSpan span;
  private final Set<String> entityWords = new HashSet<>();
  private final Set<String> literalQuantities = new HashSet<>();
  private final Set<String> unitWords = new HashSet<>();
  private final List<Part> parts = new ArrayList<>();

  Division(List<String> words, List<Series> all, AskedSpan span) {
    this.words = words;
    this.span = span;
    all.forEach(s -> entityWords.addAll(s.entity()));
    all.forEach(s -> literalQuantities.addAll(s.quantityWords()));
    all.forEach(s -> unitWords.addAll(s.unitWords()));
    divide();
  }

  List<Part> parts() {
    return parts;
  }

  private void divide() {
    List<Integer> current = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (lexicon.in("parts", words.get(i))) {
        addPart(current);
        current = new ArrayList<>();
      } else {
        current.add(i);
      }
    }
    addPart(current);
  }

  private void addPart(List<Integer> indexes) {
    if (indexes.isEmpty()) {
      return;
    }
    Part part = new Part(indexes);
    List<String> run = new ArrayList<>();
    int start = 0;
    int end = 0;
    for (int i : indexes) {
      if (compared(i)) {
        close(part, run, start, end);
        run = new ArrayList<>();
        part.runs().add(new Run(i, i + 1, List.of(words.get(i))));
      } else if (unitAt(i)) {
        close(part, run, start, end);
        run = new ArrayList<>();
      } else if (inName(i)) {
        start = run.isEmpty() ? i : start;
        run.add(words.get(i));
        end = i + 1;
      } else if (!joins(words.get(i))) {
        close(part, run, start, end);
        run = new ArrayList<>();
      }
    }
    close(part, run, start, end);
    part.mean(quantities(indexes));
    parts.add(part);
  }

  private void close(Part part, List<String> run, int start, int end) {
    if (run.stream().anyMatch(w -> !lexicon.in("generic", w))) {
      part.runs().add(new Run(start, end, List.copyOf(run)));
    }
  }

  private boolean joins(String word) {
    return lexicon.in("bridges", word)
        || ((lexicon.namesQuantity(word) || literalQuantities.contains(word))
            && !entityWords.contains(word));
  }

  private boolean inName(int i) {
    String word = words.get(i);
    return !span.words().contains(i)
        && !lexicon.in("bridges", word)
        && (entityWords.contains(word)
            || Words.isNumber(word)
            || (!lexicon.known(word) && !literalQuantities.contains(word))
            || qualifies(i));
  }

  /** "Over 30 in the cellar": a number to compare with, not a part of a name. */
  boolean compared(int i) {
    return Words.isNumber(words.get(i))
        && !span.words().contains(i)
        && (comparesAt(i - 1) || (i > 1 && words.get(i - 1).equals("of") && comparesAt(i - 2)));
  }

  private boolean comparesAt(int i) {
    return i >= 0 && lexicon.in("compares", words.get(i));
  }

  /** A word of the unit after such a number. */
  private boolean unitAt(int i) {
    return i > 0 && unitWords.contains(words.get(i)) && (compared(i - 1) || unitAt(i - 1));
  }

  /** "The left boiler" is not the boiler; "i left the boiler on" is. */
  private boolean qualifies(int i) {
    boolean gone = words.get(i).equals("left") && i > 0 && lexicon.in("leavers", words.get(i - 1));
    return !gone
        && lexicon.in("qualifiers", words.get(i))
        && i + 1 < words.size()
        && entityWords.contains(words.get(i + 1));
  }

  private List<Named> quantities(List<Integer> indexes) {
    List<Named> named = new ArrayList<>();
    for (int i : indexes) {
      String word = words.get(i);
      Set<String> meant = new HashSet<>(lexicon.quantitiesOf(word));
      if (literalQuantities.contains(word)) {
        meant.add(word);
      }
      if (!meant.isEmpty() && !span.words().contains(i)) {
        named.add(new Named(word, meant, i));
      }
    }
    // "the current temperature", "the noise level": the other word is meant
    List<Named> strong = named.stream().filter(n -> !lexicon.in("weak", n.word())).toList();
    return (strong.isEmpty() ? named : strong).stream().filter(n -> !currentState(n)).toList();
  }

  private boolean currentState(Named named) {
    return named.word().equals("current")
        && named.at() + 1 < words.size()
        && lexicon.in("state-noun", words.get(named.at() + 1));
  }
}
