package io.parley.prompt;

import io.parley.knowledge.Fact;
import io.parley.knowledge.Lexicon;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the answers that a sheet supports bear on the question: no total of what does not add
 * up, no group of things that have nothing in common, no extreme where only "low" was said, and
 * nothing of now for a span of time.
 */
final class Bearing {
  /** What can be added up over several things. */
  private static final Set<String> ADDITIVE =
      words(
          """
          energy power count counter volume weight mass rainfall rain precipitation gas water
          consumption
          """);

  private static final Set<String> ADDITIVE_UNITS =
      words(
          """
          w kw mw va kva var wh kwh mwh j kj mj l ml hl litre litres m3 m³ g kg t pcs
          """);

  /** Counters that only ever grow: their value is one of a lifetime. */
  private static final Set<String> COUNTERS =
      words(
          """
          energy count counter volume gas water consumption rainfall rain precipitation
          """);

  private static final Set<String> TOTALS =
      words(
          """
          total totals totalling sum sums summed summing altogether together combined overall
          aggregate aggregated collectively cumulative added add
          """);

  private static final Set<String> ALL = Set.of("all", "every", "everything", "both", "whole");

  private static final Set<Kind> STATISTICS =
      Set.of(Kind.MIN, Kind.MAX, Kind.MEAN, Kind.GROUP_MIN, Kind.GROUP_MAX, Kind.GROUP_MEAN);

  private static final Set<Kind> NOW = Set.of(Kind.VALUE, Kind.CLAIM, Kind.LIMIT);

  private static final List<String> DEGREES = List.of("above", "below");
  private static final List<String> FIGURES =
      List.of("aspect highest", "aspect lowest", "aspect average");

  private static final Set<String> OTHER_FIGURES =
      Set.of("top", "bottom", "best", "worst", "typical", "typically", "usual", "maxima", "minima");

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  private final Lexicon lexicon = Lexicon.shared();
  private final Reading reading;
  private final List<String> typed;

  /**
   * Judges the answers to a question.
   *
   * @param typed its words as they were typed
   */
  Bearing(Reading reading, List<String> typed) {
    this.reading = reading;
    this.typed = typed;
  }

  /** The prompt with the answers that bear on the question, and why there are none. */
  Offer judged(Prompt prompt) {
    List<Candidate> kept = new ArrayList<>();
    String why = null;
    for (Candidate candidate : prompt.candidates()) {
      String against = candidate.kind() == Kind.UNSURE ? null : against(candidate);
      if (against == null) {
        kept.add(candidate);
      }
      why = why == null ? against : why;
    }
    boolean nothing = kept.stream().allMatch(c -> c.kind() == Kind.UNSURE);
    return new Offer(prompt.only(kept), nothing ? why : null);
  }

  private @Nullable String against(Candidate candidate) {
    if (group(candidate.kind()) && !common(candidate.facts())) {
      return "the quantity of what the question means together is not known";
    }
    if (candidate.kind() == Kind.GROUP_TOTAL && !total(candidate.facts())) {
      return "a total of %s is not asked for, or cannot be formed"
          .formatted(candidate.facts().get(0).quantity());
    }
    if (span() && (ofNow(candidate) || ofThisMoment(candidate.kind()))) {
      return "what is known of now says nothing of the span of time in the question";
    }
    if (STATISTICS.contains(candidate.kind()) && !statistic(candidate.kind())) {
      return "the question asks for nothing that is computed here over time or over several";
    }
    return another(candidate);
  }

  /** "Is the light on" is not answered by a pump: what is named is asked of states, too. */
  private @Nullable String another(Candidate candidate) {
    List<Series> states =
        candidate.facts().stream().map(Series::new).filter(s -> s.number() == null).toList();
    List<Part.Named> missing = null;
    for (Part part : reading.parts()) {
      List<Part.Named> own =
          part.named().stream().filter(n -> states.stream().anyMatch(s -> !is(s, n))).toList();
      if (own.isEmpty()) {
        return null;
      }
      missing = missing == null ? own : missing;
    }
    return missing == null
        ? null
        : "no state of '%s' is known here".formatted(missing.get(0).word());
  }

  private boolean is(Series series, Part.Named named) {
    return lexicon.namesState(named.word())
        || lexicon.in("leavers", named.word())
        || series.measures(named.quantities())
        || series.entity().contains(named.word());
  }

  /** The value of now, and what is told of it, where one question asks about a span of time. */
  private boolean ofThisMoment(Kind kind) {
    return reading.wanted() == 1 && NOW.contains(kind);
  }

  /** "How many minutes" asks for a unit and not about a span. */
  private boolean span() {
    List<String> words = reading.words();
    for (int i = 1; i < words.size(); i++) {
      if (reading.inSpan(i) && words.get(i - 1).equals("many")) {
        return false;
      }
    }
    return reading.span() != null;
  }

  private static boolean group(Kind kind) {
    return kind.name().startsWith("GROUP_");
  }

  /** What has neither quantity nor unit can be put together only by the last word of its name. */
  private static boolean common(List<Fact> facts) {
    boolean known = facts.stream().anyMatch(f -> !f.quantity().isEmpty() || f.unit() != null);
    return known || facts.stream().map(Bearing::last).distinct().count() == 1;
  }

  private static String last(Fact fact) {
    return fact.name().substring(fact.name().lastIndexOf(' ') + 1);
  }

  private boolean total(List<Fact> facts) {
    return facts.stream().allMatch(Bearing::additive) && asksForTotal(facts);
  }

  private static boolean additive(Fact fact) {
    String unit = fact.unit();
    String said = unit == null ? "" : unit.toLowerCase(Locale.ROOT);
    boolean share = said.equals("%") || said.contains("/");
    return !share && (ADDITIVE.contains(fact.quantity()) || ADDITIVE_UNITS.contains(said));
  }

  private boolean asksForTotal(List<Fact> facts) {
    if (typed.contains("list") || typed.contains("each")) {
      return false;
    }
    boolean said = typed.stream().anyMatch(TOTALS::contains);
    int many = typed.indexOf("many");
    if (many >= 0) {
      return said && lexicon.namesQuantity(Words.at(typed, many + 1));
    }
    return said || (typed.contains("much") && several(facts));
  }

  private boolean several(List<Fact> facts) {
    List<List<String>> names = facts.stream().map(f -> Words.of(f.name())).toList();
    return typed.stream().anyMatch(word -> ALL.contains(word) || plural(word, names));
  }

  private static boolean plural(String word, List<List<String>> names) {
    return names.stream().noneMatch(name -> name.contains(word))
        && names.stream()
            .allMatch(
                name ->
                    name.stream()
                        .anyMatch(
                            one ->
                                word.equals(one + "s")
                                    || word.equals(one + "es")
                                    || (one.endsWith("y")
                                        && word.equals(
                                            one.substring(0, one.length() - 1) + "ies"))));
  }

  /** Groups are of now; and a counter of a lifetime is no answer for a day. */
  private static boolean ofNow(Candidate candidate) {
    return group(candidate.kind())
        || candidate.facts().stream().anyMatch(f -> COUNTERS.contains(f.quantity()));
  }

  /** An extreme or an average is asked for by a word, one over time by its span or by "how". */
  private boolean statistic(Kind kind) {
    List<String> plain = reading.plain();
    for (int i = 0; i < plain.size(); i++) {
      String word = plain.get(i);
      boolean degree = DEGREES.stream().anyMatch(list -> lexicon.in(list, word));
      boolean how = degree && Words.at(plain, i - 1).equals("how") && !group(kind);
      if (FIGURES.stream().anyMatch(list -> lexicon.in(list, word))
          || OTHER_FIGURES.contains(word)
          || word.endsWith("est")
          || (degree && word.endsWith("er"))
          || how) {
        return true;
      }
    }
    return !group(kind) && span();
  }
}
