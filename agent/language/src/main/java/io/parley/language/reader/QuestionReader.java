package io.parley.language.reader;

import io.parley.language.pack.Concept;
import io.parley.language.pack.Kind;
import io.parley.language.pack.LanguagePack;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads questions: at each place the longest phrase of the pack or the longest name of the site,
 * and where neither is there, the word by its stem, by its parts, or with one typing error mended.
 */
public final class QuestionReader {
  /** The most characters of a question; what comes after is not read. */
  public static final int MOST_CHARACTERS = 2_048;

  /** The most tokens of a question; what comes after is not read. */
  public static final int MOST_TOKENS = 200;

  private static final Concept A_THING = new Concept(Kind.THING, "");
  private static final Set<Kind> OF_NOUNS = Set.of(Kind.STATE, Kind.THING, Kind.LIMIT);
  private static final Set<Kind> FIGURES = Set.of(Kind.MEAN, Kind.SUM, Kind.MAX, Kind.MIN);

  private final List<LanguagePack> packs;
  private final SiteIndex index;

  /**
   * A reader for a site.
   *
   * @param packs the languages that are spoken there, the first first
   */
  public QuestionReader(List<LanguagePack> packs, SiteIndex index) {
    this.packs = List.copyOf(packs);
    this.index = index;
  }

  /**
   * Reads a question in the language that leaves the fewest words unknown; of two that are equal in
   * the first.
   *
   * @param language the language that the asker says it is in; absent: any
   */
  public Reading read(String text, @Nullable String language) {
    List<Reading> readings = new ArrayList<>();
    for (LanguagePack pack : packs) {
      if (language == null || pack.language().equals(language)) {
        readings.add(new Sentence(pack, text).read());
      }
    }
    if (readings.isEmpty()) {
      return read(text, null);
    }
    return readings.stream()
        .min(
            Comparator.<Reading>comparingInt(reading -> reading.unknown().size())
                .thenComparingInt(QuestionReader::foreign))
        .orElseThrow();
  }

  /** How few of its words are the language's own: names of the site are words of every language. */
  private static int foreign(Reading reading) {
    return -(int) reading.links().stream().filter(link -> !link.concepts().isEmpty()).count();
  }

  /** One question in one language. */
  private final class Sentence {
    private final LanguagePack pack;
    private final List<String> tokens;
    private final boolean cut;
    private final PhraseMatch phrases;
    private final List<Link> links = new ArrayList<>();

    Sentence(LanguagePack pack, String text) {
      this.pack = pack;
      Predicate<String> known = index::knows;
      boolean tooLong = text.length() > MOST_CHARACTERS;
      String start = tooLong ? text.substring(0, MOST_CHARACTERS) : text;
      List<String> all = Tokenizer.question(start, pack, known);
      this.cut = tooLong || all.size() > MOST_TOKENS;
      this.tokens = all.subList(0, Math.min(all.size(), MOST_TOKENS));
      this.phrases = new PhraseMatch(pack, tokens);
    }

    Reading read() {
      int at = 0;
      while (at < tokens.size()) {
        Link link = linkAt(at);
        links.add(numbered(link));
        at = link.to();
      }
      new StateChoice(index, links).settle();
      return new Reading(pack, links, cut);
    }

    /** A name behind a number and a word such as "no." has the number. */
    private Link numbered(Link link) {
      int size = links.size();
      if (size < 2 || !link.restricts() || link.number() != null) {
        return link;
      }
      Link number = links.get(size - 2);
      BigDecimal value = number.number();
      if (value == null
          || !number.is(Kind.NUMBER)
          || !pack.ordinals().contains(links.get(size - 1).words())) {
        return link;
      }
      links.subList(size - 2, size).clear();
      return link.withNumber(link.to(), number.words(), value);
    }

    private Link linkAt(int at) {
      Link number = numberAt(at);
      if (number != null) {
        return number;
      }
      Link phrase = phrases.longest(at);
      Link glued = GluedNames.at(index, tokens, at, phrase);
      if (glued != null) {
        return glued;
      }
      int named = index.thingAt(tokens, at);
      int said = phrase == null ? 0 : phrase.to() - phrase.from();
      if (named > said && (named > 1 || phrase == null)) {
        String name = String.join(" ", tokens.subList(at, at + named));
        return Link.of(at, at + named, name, concepts(at, named), List.of(name));
      }
      if (phrase != null) {
        boolean thing = named == said && said > 1;
        return thing ? phrase.withNames(List.of(phrase.words())) : withName(phrase);
      }
      return word(at);
    }

    private List<Concept> concepts(int at, int length) {
      return length == 1 ? pack.concepts(tokens.get(at)) : List.of();
    }

    /** A number; behind a name it belongs to the name, unless a unit follows. "The one" is none. */
    private @Nullable Link numberAt(int at) {
      Link span = phrases.span(at);
      if (span != null) {
        return span;
      }
      BigDecimal value = phrases.number(at);
      if (value == null) {
        return null;
      }
      Link unit = phrases.unit(at + 1);
      Link before = links.isEmpty() ? null : links.get(links.size() - 1);
      if (unit == null && before != null && before.restricts() && before.number() == null) {
        links.remove(links.size() - 1);
        return before.withNumber(at + 1, tokens.get(at), value);
      }
      Link listed = unit == null ? listed(at, value) : null;
      if (listed != null) {
        return listed;
      }
      String token = tokens.get(at);
      boolean inside = before != null && before.is(Kind.IN);
      if (unit == null && inside && token.length() > 1 && !index.named(token).isEmpty()) {
        return Link.of(at, at + 1, token, List.of(), List.of(token));
      }
      boolean standsForAThing = unit == null && concepts(at, 1).contains(A_THING);
      return standsForAThing ? null : Link.ofNumber(at, tokens.get(at), value);
    }

    /** The 3 and the 5 of "pumps 1, 3 and 5" are pumps. */
    private @Nullable Link listed(int at, BigDecimal value) {
      if (links.size() < 2 || !joins(links.get(links.size() - 1))) {
        return null;
      }
      Link first = links.get(links.size() - 2);
      return first.restricts() && first.number() != null
          ? first.ofNumberToo(at, tokens.get(at), value)
          : null;
    }

    private static boolean joins(Link link) {
      return link.is(Kind.AND) || link.is(Kind.OR);
    }

    /** A phrase of the pack that is also a name at the site means both, unless it is grammar. */
    private Link withName(Link phrase) {
      boolean grammar = phrase.concepts().stream().anyMatch(concept -> concept.kind().grammar());
      if (grammar || phrase.span() != null || phrase.to() - phrase.from() > 1) {
        return phrase;
      }
      List<String> names = names(phrase.words());
      return names.isEmpty() ? phrase : phrase.withNames(names);
    }

    private List<String> names(String word) {
      Set<String> names = new java.util.LinkedHashSet<>();
      if (index.knows(word)) {
        names.add(word);
      }
      for (String stem : pack.stems(word)) {
        if (index.knows(stem)) {
          names.add(stem);
        }
        names.addAll(index.relatives(stem));
      }
      names.addAll(index.relatives(word));
      return List.copyOf(names);
    }

    private Link word(int at) {
      String word = tokens.get(at);
      List<String> names = names(word);
      if (!names.isEmpty()) {
        return Link.of(at, at + 1, word, List.of(), names);
      }
      Link parts = compound(at, word);
      if (parts != null) {
        return parts;
      }
      List<String> before = written(word, index::before);
      if (!before.isEmpty()) {
        return Link.of(at, at + 1, word, List.of(), before);
      }
      List<String> kinds = written(word, index::kinds);
      if (!kinds.isEmpty()) {
        // A word may end with another by chance.
        return Link.of(at, at + 1, word, List.of(), kinds).withCorrection();
      }
      String mended = new Spelling(pack, packs, index).mended(word);
      if (mended != null) {
        return Link.of(at, at + 1, word, stemmed(mended), names(mended)).withCorrection();
      }
      return Link.of(at, at + 1, word, List.of(), List.of());
    }

    private List<Concept> stemmed(String word) {
      return phrases.concepts(word);
    }

    /** Two nouns written together; the first becomes a link of its own. */
    private @Nullable Link compound(int at, String word) {
      if (!pack.compounds()) {
        return null;
      }
      for (int cut = word.length() - 3; cut >= 3; cut--) {
        String head = word.substring(cut);
        if (!content(head)) {
          continue;
        }
        for (String first : pack.modifiers(word.substring(0, cut))) {
          if (content(first) || figure(first)) {
            links.add(Link.of(at, at, first, stemmed(first), names(first)));
            return Link.of(at, at + 1, head, stemmed(head), names(head));
          }
        }
      }
      return null;
    }

    private List<String> written(String word, Function<String, List<String>> with) {
      Set<String> found = new java.util.LinkedHashSet<>(with.apply(word));
      pack.stems(word).forEach(stem -> found.addAll(with.apply(stem)));
      return List.copyOf(found);
    }

    private boolean content(String word) {
      return !names(word).isEmpty()
          || stemmed(word).stream()
              .anyMatch(c -> c.kind().restricts() || OF_NOUNS.contains(c.kind()));
    }

    /** Average, highest: a noun that says how another one is taken. */
    private boolean figure(String word) {
      return pack.concepts(word).stream().anyMatch(c -> FIGURES.contains(c.kind()));
    }
  }
}
