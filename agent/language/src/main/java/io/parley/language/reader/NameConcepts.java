package io.parley.language.reader;

import io.parley.language.pack.Concept;
import io.parley.language.pack.Kind;
import io.parley.language.pack.LanguagePack;
import io.parley.language.pack.Phrase;
import io.parley.site.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What the words of the site's names mean in the packs. */
final class NameConcepts {
  private static final int LEAST_PART = 4;
  private static final int LEAST_REST = 3;

  private final List<LanguagePack> packs;

  NameConcepts(List<LanguagePack> packs) {
    this.packs = packs;
  }

  /**
   * The classes, places and floors that begin at a word of a name, with the number of words. A
   * class within a longer place is none: a "boiler room" is no boiler.
   */
  Map<Concept, Integer> concepts(List<String> name, int at) {
    Map<Concept, Integer> meant = all(name, at);
    int place = longestPlace(meant);
    meant.entrySet().removeIf(each -> withinPlace(each, place));
    return meant;
  }

  /** How many words a part of a name has at least that begins here and names what the name does. */
  int leastWords(List<String> name, int at) {
    Map<Concept, Integer> meant = all(name, at);
    int place = longestPlace(meant);
    return meant.entrySet().stream().anyMatch(each -> withinPlace(each, place)) ? place : 1;
  }

  private static boolean withinPlace(Map.Entry<Concept, Integer> each, int place) {
    return each.getKey().kind() == Kind.CLASS && each.getValue() < place;
  }

  private static int longestPlace(Map<Concept, Integer> meant) {
    return meant.entrySet().stream()
        .filter(each -> each.getKey().kind() == Kind.PLACE)
        .mapToInt(Map.Entry::getValue)
        .max()
        .orElse(0);
  }

  private Map<Concept, Integer> all(List<String> name, int at) {
    Map<Concept, Integer> meant = new HashMap<>();
    for (LanguagePack pack : packs) {
      List<Phrase> phrases = new ArrayList<>(pack.phrases(name.get(at)));
      pack.stems(name.get(at)).forEach(stem -> phrases.addAll(pack.phrases(stem)));
      for (Phrase phrase : phrases) {
        int size = phrase.words().size();
        if ((named(phrase.concept().kind()) || setpoint(phrase.concept()))
            && at + size <= name.size()
            && name.subList(at + 1, at + size).equals(phrase.words().subList(1, size))) {
          meant.merge(phrase.concept(), size, Math::max);
        }
      }
      pack.namedConcepts(name.get(at), NameConcepts::named)
          .forEach(concept -> meant.putIfAbsent(concept, 1));
    }
    return meant;
  }

  /** What was set is told by the name alone: no quantity of a series says so. */
  private static boolean setpoint(Concept concept) {
    return concept.kind() == Kind.QUANTITY && concept.value().equals("setpoint");
  }

  /** What packs call a quantity that the telemetry has a name of its own for. */
  List<Concept> quantities(String quantity) {
    List<String> words = List.of(quantity.split(" "));
    return packs.stream()
        .flatMap(pack -> pack.phrases(words.get(0)).stream())
        .filter(phrase -> phrase.words().equals(words))
        .map(Phrase::concept)
        .filter(concept -> concept.kind() == Kind.QUANTITY)
        .distinct()
        .toList();
  }

  private static boolean named(Kind kind) {
    return kind == Kind.CLASS || kind == Kind.PLACE || kind == Kind.FLOOR;
  }

  /** A name without its quantities if it is that of their limit: the limit is no such value. */
  List<String> withoutLimited(List<String> name) {
    return name.stream().anyMatch(word -> is(word, Kind.LIMIT))
        ? name.stream().filter(word -> !is(word, Kind.QUANTITY)).toList()
        : name;
  }

  private boolean is(String word, Kind kind) {
    return packs.stream().anyMatch(p -> !p.namedConcepts(word, each -> each == kind).isEmpty());
  }

  /** Whether a word is this one and a noun that a pack knows, written together. */
  boolean begins(String word, String part) {
    return joined(
        word,
        part,
        pack ->
            word.startsWith(part)
                && pack.heads(word.substring(part.length())).stream()
                    .anyMatch(head -> !pack.namedConcepts(head, any -> true).isEmpty()));
  }

  /** Whether a word is a noun of any kind and this one, written together. */
  boolean ends(String word, String part) {
    return joined(word, part, pack -> word.endsWith(part));
  }

  private boolean joined(String word, String part, Predicate<LanguagePack> how) {
    return part.length() >= LEAST_PART
        && word.length() >= part.length() + LEAST_REST
        && packs.stream().filter(LanguagePack::compounds).anyMatch(how);
  }

  /** As {@link SiteIndex#others} says. */
  int others(String name, List<Link> links, Series each, SiteWord siteWord) {
    String quantity = each.quantity();
    List<String> tokens = Tokenizer.name(name, packs);
    Set<String> around = around(each, links);
    Set<String> said = new HashSet<>(Tokenizer.name(quantity, packs));
    for (Link link : links) {
      link.names().forEach(known -> said.addAll(Tokenizer.name(known, packs)));
      said.addAll(Tokenizer.name(link.words(), packs));
    }
    int others = 0;
    for (int i = 0; i < tokens.size(); i++) {
      String word = tokens.get(i);
      boolean ofSite = i == 0 && siteWord.is(word);
      boolean accounted = ofSite || said.contains(word) || around.contains(word);
      if (!accounted && !means(tokens, i, links, quantity)) {
        others++;
      }
    }
    return others;
  }

  /** The words of the topic levels above the one of the place that the links name. */
  private Set<String> around(Series each, List<Link> links) {
    Set<String> above = new HashSet<>();
    for (String level : each.id().topic().split("/", -1)) {
      List<String> words = Tokenizer.name(level, packs);
      for (int i = 0; i < words.size(); i++) {
        if (concepts(words, i).keySet().stream().anyMatch(c -> place(c, links))) {
          return above;
        }
      }
      if (IntStream.range(0, words.size()).allMatch(i -> concepts(words, i).isEmpty())) {
        above.addAll(words);
      }
    }
    return Set.of();
  }

  private static boolean place(Concept concept, List<Link> links) {
    return concept.kind() == Kind.PLACE
        && links.stream().anyMatch(link -> link.concepts().contains(concept));
  }

  private boolean means(List<String> tokens, int at, List<Link> links, String quantity) {
    for (LanguagePack pack : packs) {
      List<Concept> meant = new ArrayList<>(pack.concepts(tokens.get(at)));
      pack.stems(tokens.get(at)).forEach(stem -> meant.addAll(pack.concepts(stem)));
      for (Concept concept : meant) {
        boolean somewhere = concept.kind() == Kind.PLACE || concept.kind() == Kind.FLOOR;
        if (concept.kind() == Kind.THING
            || (concept.kind() == Kind.QUANTITY && concept.value().equals(quantity))
            || (somewhere
                && links.stream().anyMatch(link -> link.is(Kind.PLACE) || link.is(Kind.FLOOR)))
            || links.stream().anyMatch(link -> link.concepts().contains(concept))) {
          return true;
        }
      }
    }
    for (int from = Math.max(0, at - 2); from <= at; from++) {
      int start = from;
      for (Map.Entry<Concept, Integer> meant : concepts(tokens, start).entrySet()) {
        boolean floor =
            meant.getKey().kind() == Kind.FLOOR
                && links.stream().anyMatch(link -> link.is(Kind.PLACE));
        if (start + meant.getValue() > at
            && (floor
                || links.stream().anyMatch(link -> link.concepts().contains(meant.getKey())))) {
          return true;
        }
      }
    }
    return false;
  }
}
