package io.parley.ladder;

import io.parley.knowledge.Fact;
import io.parley.protocol.Phrase;
import io.parley.routine.FactTrees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an exchange was about where it was about several places together: which boiler is the
 * hottest, how many doors are open.
 *
 * @param exchange the exchange
 * @param nouns words of the question that the names of all its places have, singular
 * @param quantity what is looked at
 * @param members the facts of these places and this quantity that were known, at least two
 * @param skeleton the question with {@code {quantity}} and {@code {limit}} in the place of what
 *     varies
 * @param limit the number in the question, as it is written; empty if there is none
 */
record GroupAim(
    Exchange exchange,
    Set<String> nouns,
    String quantity,
    List<Fact> members,
    String skeleton,
    String limit) {
  private static final int MOST_WORDS = 40;

  /** Reads an exchange; empty if it is not about places that have a name in common. */
  static Optional<GroupAim> of(Exchange exchange) {
    List<String> words = new ArrayList<>(Phrase.words(exchange.question()));
    Set<String> nouns = nouns(words, exchange.facts());
    List<Fact> named = having(nouns, exchange.facts());
    if (words.size() > MOST_WORDS || nouns.isEmpty() || places(named) < 2) {
      return Optional.empty();
    }
    Optional<String> quantity = quantity(words, named, exchange);
    if (quantity.isEmpty()) {
      return Optional.empty();
    }
    List<Fact> members =
        named.stream().filter(fact -> FactTrees.quantity(fact).equals(quantity.get())).toList();
    List<String> numbers = words.stream().filter(NumberWords::isNumber).toList();
    if (places(members) < 2 || places(members) < members.size() || numbers.size() > 1) {
      return Optional.empty();
    }
    String limit = numbers.isEmpty() ? "" : numbers.get(0);
    if (!limit.isEmpty()) {
      words.set(words.indexOf(limit), Aim.LIMIT);
    }
    Aim.replace(words, quantity.get().toLowerCase(Locale.ROOT), Aim.QUANTITY);
    String skeleton = String.join(" ", words);
    return Optional.of(new GroupAim(exchange, nouns, quantity.get(), members, skeleton, limit));
  }

  boolean namesQuantity() {
    return skeleton.contains(Aim.QUANTITY);
  }

  /** A number that is part of a name is a name: what it means is left to whoever knows words. */
  private static Set<String> nouns(List<String> words, List<Fact> facts) {
    Set<String> known = new HashSet<>();
    facts.forEach(fact -> known.addAll(placeWords(fact)));
    Set<String> nouns = new LinkedHashSet<>();
    for (String word : words) {
      String noun = known.contains(word) ? word : singular(word);
      if (known.contains(noun)) {
        nouns.add(noun);
      }
    }
    return nouns.stream().anyMatch(NumberWords::isNumber) ? Set.of() : nouns;
  }

  /** The singular of a regular plural; the word itself where it is none. */
  private static String singular(String word) {
    if (word.length() < 4 || !word.endsWith("s")) {
      return word;
    }
    String cut = word.substring(0, word.length() - 1);
    if (cut.endsWith("ie")) {
      return cut.substring(0, cut.length() - 2) + "y";
    }
    boolean sibilant = cut.endsWith("che") || cut.endsWith("she") || cut.endsWith("xe");
    return sibilant ? cut.substring(0, cut.length() - 1) : cut;
  }

  private static List<Fact> having(Set<String> nouns, List<Fact> facts) {
    return facts.stream().filter(fact -> placeWords(fact).containsAll(nouns)).toList();
  }

  private static Set<String> placeWords(Fact fact) {
    return new HashSet<>(Arrays.asList(FactTrees.place(fact).toLowerCase(Locale.ROOT).split(" ")));
  }

  private static long places(List<Fact> facts) {
    return facts.stream().map(FactTrees::place).distinct().count();
  }

  /** What the question names; else what the evidence is of; else the only one that they have. */
  private static Optional<String> quantity(
      List<String> words, List<Fact> named, Exchange exchange) {
    Set<String> all = named.stream().map(FactTrees::quantity).collect(Collectors.toSet());
    Set<String> said =
        all.stream()
            .filter(one -> String.join(" ", words).contains(one.toLowerCase(Locale.ROOT)))
            .collect(Collectors.toSet());
    Set<String> shown =
        named.stream()
            .filter(fact -> exchange.evidence().stream().anyMatch(one -> Aim.same(one, fact)))
            .map(FactTrees::quantity)
            .collect(Collectors.toSet());
    Set<String> chosen = !said.isEmpty() ? said : !shown.isEmpty() ? shown : all;
    return chosen.size() == 1 ? Optional.of(chosen.iterator().next()) : Optional.empty();
  }
}
