package io.parley.prompt;

import io.parley.knowledge.Fact;
import io.parley.knowledge.Lexicon;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes a question for several things apart, where each part can stand alone: a small model answers
 * one question at a time far better than two at once.
 */
public final class Questions {
  private static final Set<String> ASKING =
      Set.of(
          "is", "are", "was", "were", "did", "does", "do", "has", "have", "what", "how", "which",
          "when", "who", "why", "where", "will", "can");

  /** Words that ask for a value and nothing else. */
  private static final Set<String> VALUE =
      Set.of(
          "what",
          "how",
          "is",
          "are",
          "the",
          "tell",
          "me",
          "show",
          "give",
          "get",
          "read",
          "please",
          "pls",
          "both",
          "current",
          "currently",
          "now",
          "right",
          "reading",
          "readings",
          "value",
          "values",
          "i",
          "need",
          "want",
          "to",
          "know",
          "s",
          "whats",
          "check",
          "hi",
          "hey",
          "hello",
          "thanks",
          "and",
          "also",
          "see",
          "let",
          "us",
          "you",
          "can",
          "could",
          "do");

  private Questions() {}

  /**
   * The questions that a question is made of, in their order.
   *
   * @param facts what the node knows; their names tell where a name ends
   * @return the question itself where it is one, or where its parts cannot stand alone; at most 3
   */
  public static List<String> apart(String question, List<Fact> facts) {
    String asked = Words.clean(question, Sheet.MOST_CHARACTERS);
    Reading reading = new Reading(asked, facts.stream().map(Series::new).toList());
    List<Part> parts = reading.parts().stream().filter(Part::says).toList();
    if (parts.size() < 2 || parts.size() > Reading.MOST_PARTS) {
      return List.of(question);
    }
    if (parts.stream().allMatch(part -> clause(part, reading) || whole(part))) {
      return parts.stream()
          .map(
              part -> clause(part, reading) ? String.join(" ", reading.words(part)) : plainly(part))
          .toList();
    }
    return reading.askedNumber() == null
            && reading.direction() == null
            && reading.span() == null
            && parts.stream().allMatch(Questions::value)
        ? parts.stream().map(Questions::plainly).toList()
        : List.of(question);
  }

  /** Asks for a value of its own and borrows nothing. */
  private static boolean whole(Part part) {
    return !part.runs().isEmpty() && !part.named().isEmpty() && value(part);
  }

  private static boolean clause(Part part, Reading reading) {
    List<String> words = reading.words(part);
    return !part.runs().isEmpty()
        && words.stream().anyMatch(ASKING::contains)
        && (!part.named().isEmpty()
            || Lexicon.shared().namesState(words.get(words.size() - 1))
            || part.plain().stream().anyMatch(Questions::predicate));
  }

  private static boolean predicate(String word) {
    return !VALUE.contains(word) && !word.equals("many") && !Lexicon.shared().in("bridges", word);
  }

  private static boolean value(Part part) {
    Lexicon lexicon = Lexicon.shared();
    return part.usedRuns().size() == 1
        && part.usedNamed().size() == 1
        && part.plain().stream()
            .allMatch(
                word ->
                    VALUE.contains(word)
                        || lexicon.in("bridges", word)
                        || part.usedNamed().get(0).word().equals(word));
  }

  private static String plainly(Part part) {
    Part.Named named = part.usedNamed().get(0);
    String quantity =
        named.quantities().size() == 1 ? named.quantities().iterator().next() : named.word();
    List<String> words = new ArrayList<>(List.of("what is the", quantity, "of"));
    words.addAll(part.usedRuns().get(0).words());
    return String.join(" ", words);
  }
}
