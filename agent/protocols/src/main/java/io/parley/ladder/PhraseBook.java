package io.parley.ladder;

import io.parley.protocol.Phrase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The phrases of all protocols in use, found by their first word. Built anew when one changes. */
final class PhraseBook {
  private static final String SLOT = "{";

  private final Map<String, List<Said>> byFirst = new HashMap<>();

  private record Said(Phrase phrase, Kept kept) {}

  /**
   * One way to read a question.
   *
   * @param kept the protocol it may mean
   * @param slots slot to the words in its place
   */
  record Reading(Kept kept, Map<String, String> slots) {}

  PhraseBook(Collection<Kept> inUse) {
    for (Kept kept : inUse) {
      for (Phrase phrase : kept.document().phrases()) {
        String first = phrase.text().strip().split("\\s+")[0];
        String key = first.startsWith(SLOT) ? SLOT : Phrase.words(first).get(0);
        byFirst.computeIfAbsent(key, k -> new ArrayList<>()).add(new Said(phrase, kept));
      }
    }
  }

  /** All ways to read the question, phrases that begin with a word first. */
  List<Reading> readings(String question) {
    List<String> words = Phrase.words(question);
    List<Reading> readings = new ArrayList<>();
    if (!words.isEmpty()) {
      read(byFirst.getOrDefault(words.get(0), List.of()), words, readings);
      read(byFirst.getOrDefault(SLOT, List.of()), words, readings);
    }
    return readings;
  }

  private static void read(List<Said> phrases, List<String> words, List<Reading> readings) {
    for (Said said : phrases) {
      said.phrase().matches(words).forEach(slots -> readings.add(new Reading(said.kept(), slots)));
    }
  }
}
