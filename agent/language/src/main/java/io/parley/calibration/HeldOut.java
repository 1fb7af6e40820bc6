package io.parley.calibration;

import io.parley.knowledge.Fact;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes evaluation cases: names, numbers and phrasings that the training of the built-in model
 * never sees, with answers worked out from the facts. The same seed makes the same cases.
 */
public final class HeldOut {
  private static final Instant NOW = Instant.parse("2027-05-20T16:40:00Z");
  private static final List<String> UNKNOWN =
      List.of("unanswerable", "unanswerable", "world", "stranger", "quantity", "nolimit");

  private final Random random;
  private final Plant plant;
  private final Map<String, BiFunction<List<Fact>, String, @Nullable EvaluationCase>> makers =
      new LinkedHashMap<>();

  private HeldOut(long seed) {
    random = new Random(seed);
    plant = new Plant(random, NOW);
    for (String kind : List.of("value", "value", "number", "limit", "over", "fine")) {
      makers.put(kind, this::ofNumber);
    }
    for (String kind : List.of("highest", "lowest", "average")) {
      makers.put(kind, this::ofWindow);
    }
    for (String kind : List.of("state", "claim", "changed")) {
      makers.put(kind, this::ofState);
    }
    for (String kind : List.of("most", "least", "mean", "total", "overs", "which")) {
      makers.put(kind, this::ofGroup);
    }
    makers.put("measured", this::ofAge);
    makers.put("two", this::ofTwo);
  }

  /** So many cases, of which about three in ten have no answer. */
  public static List<EvaluationCase> cases(int count, long seed) {
    HeldOut held = new HeldOut(seed);
    List<String> kinds = List.copyOf(held.makers.keySet());
    List<EvaluationCase> out = new ArrayList<>();
    while (out.size() < count) {
      List<Fact> facts = held.plant.sheet(held.size());
      boolean known = held.random.nextInt(10) < 7;
      String kind = known ? held.pick(kinds) : held.pick(UNKNOWN);
      EvaluationCase made = known ? held.known(kind, facts) : held.unknown(kind, facts);
      if (made != null) {
        out.add(made);
      }
    }
    return out;
  }

  private int size() {
    return random.nextInt(4) == 0 ? Plant.MOST : 4 + random.nextInt(12);
  }

  private @Nullable EvaluationCase known(String kind, List<Fact> facts) {
    var maker = makers.get(kind);
    return maker == null ? null : maker.apply(facts, kind);
  }

  private @Nullable EvaluationCase ofNumber(List<Fact> facts, String kind) {
    boolean limited = !kind.equals("value") && !kind.equals("number");
    Fact fact = one(facts, f -> f.value() instanceof BigDecimal && (!limited || hasHigh(f)));
    if (fact == null) {
      return null;
    }
    BigDecimal asked =
        Oracle.number(fact)
            .add(BigDecimal.valueOf(random.nextInt(21) - 10))
            .setScale(0, RoundingMode.FLOOR);
    String answer =
        switch (kind) {
          case "number" ->
              Oracle.claim(
                  Oracle.number(fact).compareTo(asked) > 0, fact, Oracle.versus(fact, asked));
          case "limit" -> Oracle.limit(fact);
          case "over" -> Oracle.claim(Oracle.over(fact), fact, Oracle.standing(fact));
          case "fine" ->
              Oracle.claim(!Oracle.over(fact) && !Oracle.under(fact), fact, Oracle.standing(fact));
          default -> Oracle.value(fact);
        };
    return made(kind, fill(question(kind, fact), "X", asked.toPlainString()), facts, answer);
  }

  private static boolean hasHigh(Fact fact) {
    Fact.Limits limits = fact.limits();
    return limits != null && limits.high() != null;
  }

  private @Nullable EvaluationCase ofWindow(List<Fact> facts, String word) {
    Fact fact = one(facts, f -> !f.windows().isEmpty());
    if (fact == null) {
      return null;
    }
    Fact.Window window = pick(fact.windows());
    String span =
        window.span().toHours() == 1
            ? pick(List.of("in the last hour", "over the past hour", "during the last 60 minutes"))
            : pick(List.of("today", "in the past 24 hours", "over the last day"));
    return made(
        word, fill(question(word, fact), "T", span), facts, Oracle.statistic(word, fact, window));
  }

  private @Nullable EvaluationCase ofState(List<Fact> facts, String kind) {
    Fact fact = one(facts, f -> f.value() instanceof String);
    if (fact == null) {
      return null;
    }
    boolean same = kind.equals("changed") || random.nextBoolean();
    String value = fact.value().toString();
    String word = same ? value : plant.opposite(value);
    String answer =
        switch (kind) {
          case "claim" -> Oracle.claim(same, fact, "");
          case "changed" -> Oracle.age("changed", fact, fact.changed(), NOW);
          default -> Oracle.value(fact);
        };
    return made(kind, fill(question(kind, fact), "W", word), facts, answer);
  }

  private @Nullable EvaluationCase ofAge(List<Fact> facts, String kind) {
    Fact fact = one(facts, f -> f.value() instanceof BigDecimal && f.at() != null);
    return fact == null
        ? null
        : made(kind, question(kind, fact), facts, Oracle.age("measured", fact, fact.at(), NOW));
  }

  private @Nullable EvaluationCase ofGroup(List<Fact> facts, String kind) {
    boolean states = kind.equals("which");
    Fact lead =
        one(
            facts,
            f ->
                f.value() instanceof String == states
                    && family(facts, f).size() > 1
                    && (!kind.equals("overs")
                        || family(facts, f).stream().filter(HeldOut::hasHigh).count() > 1));
    if (lead == null) {
      return null;
    }
    List<Fact> group = family(facts, lead);
    String word =
        states
            ? pick(List.of(lead.value().toString(), plant.opposite(lead.value().toString())))
            : "";
    String answer =
        switch (kind) {
          case "most" -> Oracle.extreme("highest", group);
          case "least" -> Oracle.extreme("lowest", group);
          case "mean" -> Oracle.mean(group);
          case "total" -> addsUp(lead) ? Oracle.total(group) : null;
          case "overs" ->
              Oracle.count(
                  "over limit", group.stream().filter(HeldOut::hasHigh).toList(), Oracle::over);
          default -> Oracle.count(word, group, f -> f.value().equals(word));
        };
    String question = fill(pick(phrasings(kind)), "G", plant.thing(lead));
    return made(kind, fill(fill(question, "Q", lead.quantity()), "W", word), facts, answer);
  }

  /** Of what the plant measures, power alone can be added up. */
  private static boolean addsUp(Fact lead) {
    return lead.quantity().equals("power");
  }

  private List<Fact> family(List<Fact> facts, Fact lead) {
    return facts.stream()
        .filter(
            f -> plant.thing(f).equals(plant.thing(lead)) && f.quantity().equals(lead.quantity()))
        .toList();
  }

  private @Nullable EvaluationCase ofTwo(List<Fact> facts, String kind) {
    EvaluationCase first = known(pick(List.of("value", "claim", "value")), facts);
    EvaluationCase second = known(pick(List.of("value", "claim", "state")), facts);
    if (first == null || second == null || first.question().equals(second.question())) {
      return null;
    }
    String one = first.question().replaceAll("[?.]+$", "");
    String other =
        second.question().substring(0, 1).toLowerCase(Locale.ROOT) + second.question().substring(1);
    String join = pick(List.of(" and ", ", and ", "; "));
    return first.answer() == null || first.answer().equals(second.answer())
        ? null
        : made(kind, one + join + other, facts, first.answer() + "; " + second.answer());
  }

  private @Nullable EvaluationCase unknown(String kind, List<Fact> facts) {
    Fact fact = pick(facts);
    String question =
        switch (kind) {
          case "stranger" -> question("value", plant.stranger(facts, fact));
          case "quantity" -> question("value", plant.otherQuantity(facts, fact));
          case "nolimit" ->
              fact.value() instanceof BigDecimal && fact.limits() == null
                  ? question("limit", fact)
                  : "";
          default -> fill(question(kind, fact), "X", String.valueOf(random.nextInt(90)));
        };
    return question.isBlank() ? null : made(kind, question, facts, null);
  }

  private String question(String kind, Fact fact) {
    String asked = fill(pick(phrasings(kind)), "E", plant.entity(fact));
    return fill(asked, "Q", fact.quantity());
  }

  /** Puts words where a letter stands by itself, or before the s of a plural. */
  private static String fill(String phrase, String letter, String words) {
    return phrase.replaceAll("\\b" + letter + "(?=s?\\b)", words);
  }

  private static List<String> phrasings(String kind) {
    return Phrasings.OF.getOrDefault(kind, List.of(""));
  }

  private EvaluationCase made(
      String kind, String question, List<Fact> facts, @Nullable String answer) {
    return new EvaluationCase(kind, question, facts, NOW, answer);
  }

  private @Nullable Fact one(List<Fact> facts, Predicate<Fact> which) {
    List<Fact> fit = facts.stream().filter(which).toList();
    return fit.isEmpty() ? null : pick(fit);
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
