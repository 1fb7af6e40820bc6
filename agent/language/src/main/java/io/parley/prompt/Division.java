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
  private final List<Series> all;
  private final Set<String> lettered = new HashSet<>();
  private final Set<String> entityWords = new HashSet<>();
  private final Set<String> literalQuantities = new HashSet<>();
  private final Set<String> unitWords = new HashSet<>();
  private final List<Part> parts = new ArrayList<>();

  Division(List<String> words, List<Series> all, AskedSpan span) {
    this.words = words;
    this.span = span;
    this.all = all;
    all.forEach(s -> lettered.addAll(s.lettered()));
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
    List<Integer> run = new ArrayList<>();
    for (int i : indexes) {
      if (compared(i)) {
        close(part, run);
        part.runs().add(new Run(i, i + 1, List.of(words.get(i))));
      } else if (unitAt(i)) {
        close(part, run);
      } else if (inName(i)) {
        run.add(i);
      } else if (!joins(words.get(i))) {
        close(part, run);
      }
    }
    close(part, run);
    part.mean(quantities(indexes));
    parts.add(part);
  }

  private void close(Part part, List<Integer> run) {
    List<String> said = new ArrayList<>(run.stream().map(words::get).toList());
    // "the pump switch" where only another name has a switch
    while (said.size() > 1
        && lexicon.in("loose", said.get(said.size() - 1))
        && all.stream().noneMatch(s -> s.covers(said))) {
      said.remove(said.size() - 1);
    }
    if (said.stream().anyMatch(w -> !lexicon.in("generic", w))) {
      int end = run.get(said.size() - 1) + 1;
      part.runs().add(new Run(run.get(0), end, List.copyOf(said)));
    }
    run.clear();
  }

  private boolean joins(String word) {
    return lexicon.in("bridges", word)
        || ((lexicon.namesQuantity(word) || literalQuantities.contains(word))
            && !entityWords.contains(word));
  }

  private boolean inName(int i) {
    String word = words.get(i);
    boolean content =
        entityWords.contains(word)
            || Words.isNumber(word)
            || (!lexicon.known(word) && !literalQuantities.contains(word))
            || qualifies(i);
    return !span.words().contains(i)
        && (letter(i) || (content && !lexicon.in("bridges", word) && !describes(i)));
  }

  /** "Too hot", "below 5": the word is none of a name, even where a name has it. */
  private boolean describes(int i) {
    String word = words.get(i);
    String next = Words.at(words, i + 1);
    return (lexicon.in("compares", word) && Words.isNumber(next))
        || ((lexicon.in("above", word) || lexicon.in("below", word))
            && (lexicon.in("degree", Words.at(words, i - 1)) || next.equals("enough")));
  }

  /** "Rack c" where there is a rack b. */
  private boolean letter(int i) {
    String next = Words.at(words, i + 1);
    return Words.isLetter(words.get(i))
        && !Words.isMark(words.get(i))
        && lettered.contains(Words.at(words, i - 1))
        && !lexicon.in("after-article", next)
        && !lexicon.in("trouble", next);
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
