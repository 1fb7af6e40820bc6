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
          "do",
          "it",
          "there",
          "about");

  private Questions() {}

  /**
   * The questions that a question is made of, in their order.
   *
   * @param facts what the node knows; their names tell where a name ends
   * @return the question itself where it is one, or where its parts cannot stand alone; at most 3
   */
  public static List<String> apart(String question, List<Fact> facts) {
    String asked = Words.clean(question, Sheet.MOST_CHARACTERS);
    List<Series> all = facts.stream().map(Series::new).toList();
    Reading reading = new Reading(asked, all);
    if (reading.beyond() || reading.restates()) {
      return List.of(question);
    }
    List<String> apart = standing(reading);
    apart = apart.isEmpty() ? new FollowUps(reading, all).apart() : apart;
    return apart.size() < 2 ? List.of(question) : apart;
  }

  /** The parts where each names what it is about, or all want a value; empty where they do not. */
  private static List<String> standing(Reading reading) {
    List<Part> parts =
        reading.parts().stream().filter(Part::says).filter(p -> !aside(p, reading)).toList();
    boolean its = parts.stream().skip(1).anyMatch(p -> p.plain().contains("its"));
    if (its || parts.size() < 2 || parts.size() > Reading.MOST_PARTS) {
      return List.of();
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
        ? parts.stream().map(Questions::plainly).distinct().toList()
        : List.of();
  }

  /** "My wife is asking": about nothing that is there, and no question. */
  static boolean aside(Part part, Reading reading) {
    return reading.foreign(part)
        && reading.comma(part)
        && !ASKING.contains(reading.words(part).get(0));
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
    List<String> words = new ArrayList<>();
    words.add("what is the " + quantity(part.usedNamed().get(0)) + " of");
    words.addAll(part.usedRuns().get(0).words());
    return String.join(" ", words);
  }

  /** The quantity that a word names, where it is one that is a word itself. */
  static String quantity(Part.Named named) {
    String only = named.quantities().size() == 1 ? named.quantities().iterator().next() : "";
    return Lexicon.shared().quantitiesOf(only).contains(only) ? only : named.word();
  }

  static boolean asksForValue(String word) {
    return VALUE.contains(word);
  }
}
