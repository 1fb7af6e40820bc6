package io.parley.ladder;

import io.parley.knowledge.Fact;
import io.parley.knowledge.Lexicon;
import io.parley.message.Evidence;
import io.parley.protocol.Phrase;
import io.parley.routine.FactTrees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an exchange was about: the one fact that its answer rests on, and where the question names
 * it.
 *
 * @param exchange the exchange
 * @param fact the fact
 * @param place the fact's name without its quantity
 * @param skeleton the question with {@code {place}}, {@code {quantity}} and {@code {limit}} in the
 *     place of what varies
 * @param namesPlace whether the question names the place; else the subject does
 * @param namesQuantity whether the question names the quantity; else it is always the same
 * @param limit the number in the question, as it is written; empty if there is none
 */
record Aim(
    Exchange exchange,
    Fact fact,
    String place,
    String skeleton,
    boolean namesPlace,
    boolean namesQuantity,
    String limit) {
  static final String PLACE = "{place}";
  static final String QUANTITY = "{quantity}";
  static final String LIMIT = "{limit}";

  /**
   * Reads an exchange; empty if its answer does not rest on one fact that the question names, or if
   * the question asks for more than what the fact says now.
   */
  static Optional<Aim> of(Exchange exchange) {
    return target(exchange).flatMap(fact -> of(exchange, fact));
  }

  private static Optional<Aim> of(Exchange exchange, Fact fact) {
    List<String> words = new ArrayList<>(Phrase.words(exchange.question()));
    String place = FactTrees.place(fact).toLowerCase(Locale.ROOT);
    if (words.size() > 40 || words.stream().anyMatch(Aim::isSlot)) {
      return Optional.empty();
    }
    boolean namesPlace = replaceSuffix(words, place, PLACE);
    if (!namesPlace && !subjectNames(exchange.subject(), place)) {
      return Optional.empty();
    }
    boolean namesQuantity =
        replace(words, FactTrees.quantity(fact).toLowerCase(Locale.ROOT), QUANTITY);
    if (sideBySide(words)) {
      words.set(words.indexOf(QUANTITY), FactTrees.quantity(fact).toLowerCase(Locale.ROOT));
      namesQuantity = false;
    }
    List<String> numbers = words.stream().filter(NumberWords::isNumber).toList();
    String limit = numbers.size() == 1 ? numbers.get(0) : "";
    if (!limit.isEmpty()) {
      words.set(words.indexOf(limit), LIMIT);
    }
    if (words.stream().allMatch(Aim::isSlot) || SummaryWords.any(words)) {
      return Optional.empty();
    }
    return Optional.of(
        new Aim(exchange, fact, place, String.join(" ", words), namesPlace, namesQuantity, limit));
  }

  /** The fact that the answer names as its evidence; else the only one whose value it says. */
  private static Optional<Fact> target(Exchange exchange) {
    List<Fact> named =
        exchange.facts().stream()
            .filter(fact -> exchange.evidence().stream().anyMatch(said -> same(said, fact)))
            .toList();
    if (exchange.evidence().isEmpty()) {
      named =
          exchange.facts().stream()
              .filter(fact -> fact.value() instanceof Number)
              .filter(fact -> !NumberWords.found(exchange.answer(), fact.value()).isEmpty())
              .toList();
    }
    return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
  }

  /** Whether code knows not every word of the question that is no name. */
  boolean unread() {
    Lexicon lexicon = Lexicon.shared();
    List<String> measured = lexicon.words(FactTrees.quantity(fact));
    return Arrays.stream(skeleton.split(" "))
        .filter(word -> !isSlot(word))
        .flatMap(word -> lexicon.words(word).stream())
        .anyMatch(
            word -> !lexicon.known(word) && !lexicon.isNumber(word) && !measured.contains(word));
  }

  static boolean same(Evidence said, Fact fact) {
    return said.topic().equals(fact.topic()) && said.path().equals(fact.path());
  }

  /** Replaces the longest end of the name that stands in the words: the plant may be left out. */
  private static boolean replaceSuffix(List<String> words, String name, String slot) {
    List<String> parts = Arrays.asList(name.split(" "));
    for (int from = 0; from < parts.size(); from++) {
      if (replace(words, String.join(" ", parts.subList(from, parts.size())), slot)) {
        return true;
      }
    }
    return false;
  }

  static boolean replace(List<String> words, String name, String slot) {
    List<String> parts = Arrays.asList(name.split(" "));
    int at = Collections.indexOfSubList(words, parts);
    if (at < 0) {
      return false;
    }
    words.subList(at, at + parts.size()).clear();
    words.add(at, slot);
    return true;
  }

  static boolean subjectNames(String subject, String place) {
    String said = subject.replace('/', ' ').toLowerCase(Locale.ROOT);
    return !said.isEmpty() && (place.equals(said) || place.endsWith(" " + said));
  }

  private static boolean sideBySide(List<String> words) {
    int place = words.indexOf(PLACE);
    int quantity = words.indexOf(QUANTITY);
    return place >= 0 && quantity >= 0 && Math.abs(place - quantity) == 1;
  }

  private static boolean isSlot(String word) {
    return word.startsWith("{");
  }
}
