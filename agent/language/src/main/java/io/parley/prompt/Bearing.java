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
      Set.of(
          "energy",
          "power",
          "apparent power",
          "reactive power",
          "count",
          "counter",
          "volume",
          "weight",
          "mass",
          "rainfall",
          "rain",
          "precipitation",
          "gas",
          "water",
          "consumption");

  private static final Set<String> ADDITIVE_UNITS =
      Set.of(
          "w", "kw", "mw", "va", "kva", "var", "wh", "kwh", "mwh", "j", "kj", "mj", "l", "ml", "hl",
          "litre", "litres", "m3", "m³", "g", "kg", "t", "pcs");

  /** Counters that only ever grow: their value is one of a lifetime. */
  private static final Set<String> COUNTERS =
      Set.of(
          "energy",
          "count",
          "counter",
          "volume",
          "gas",
          "water",
          "consumption",
          "rainfall",
          "rain",
          "precipitation");

  private static final Set<String> TOTALS =
      Set.of(
          "total",
          "totals",
          "totalling",
          "sum",
          "sums",
          "summed",
          "summing",
          "altogether",
          "together",
          "combined",
          "overall",
          "aggregate",
          "aggregated",
          "collectively",
          "cumulative",
          "added",
          "add");

  private static final Set<String> ALL = Set.of("all", "every", "everything", "both", "whole");

  private static final Set<Kind> LOWEST = Set.of(Kind.MIN, Kind.GROUP_MIN);
  private static final Set<Kind> HIGHEST = Set.of(Kind.MAX, Kind.GROUP_MAX);

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
    if (reading.span() != null && ofNow(candidate)) {
      return "what is known of now says nothing of the span of time in the question";
    }
    boolean low = LOWEST.contains(candidate.kind()) && only("below", "lowest");
    boolean high = HIGHEST.contains(candidate.kind()) && only("above", "highest");
    return low || high ? "no limit is known that tells what the question calls high or low" : null;
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

  /** "Low" and no "lowest": a degree is asked for, not an extreme. */
  private boolean only(String degree, String extreme) {
    boolean said = false;
    for (int i = 0; i < reading.plain().size(); i++) {
      String word = reading.plain().get(i);
      String before = Words.at(reading.plain(), i - 1);
      boolean comparative = word.endsWith("er") && lexicon.in(degree, word);
      if (lexicon.in("aspect " + extreme, word)
          || word.endsWith("est")
          || comparative
          || before.equals("how")) {
        return false;
      }
      said |=
          lexicon.in(degree, word)
              && !lexicon.in("strongly-" + degree, word)
              && !lexicon.in("compares", word);
    }
    return said;
  }
}
