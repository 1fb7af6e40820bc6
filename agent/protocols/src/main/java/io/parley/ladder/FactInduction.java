package io.parley.ladder;

import io.parley.protocol.Effects;
import io.parley.protocol.Phrase;
import io.parley.protocol.ProtocolDraft;
import io.parley.protocol.TestVector;
import io.parley.routine.Expression;
import io.parley.routine.FactTrees;
import io.parley.routine.RoutineException;
import io.parley.routine.RoutineInput;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Induction by code: questions that name a fact, and answers that say its value, a statistic of it,
 * one of its limits, or whether it passes a test. The expression is found by search over {@link
 * Hypothesis}es; one is taken only if it reproduces every exchange and no other that the words
 * allow does.
 */
public final class FactInduction implements Learner {
  private static final int MOST_VECTORS = 4;
  private static final int MOST_FACTS_IN_VECTOR = 4;
  private static final String UNKNOWN = "unknown";
  private static final String AMBIGUOUS = "ambiguous";

  private final String author;

  /** Signs its documents with this name. */
  public FactInduction(String author) {
    this.author = author;
  }

  @Override
  public Optional<String> kind(Exchange exchange) {
    return Aim.of(exchange)
        .map(
            aim ->
                String.join(
                    "|",
                    aim.skeleton(),
                    aim.namesQuantity() ? "" : FactTrees.quantity(aim.fact()),
                    String.valueOf(Hypothesis.says(exchange.answer()).isPresent())));
  }

  @Override
  public Optional<Learned> learn(List<Exchange> exchanges) {
    List<Aim> aims = aims(exchanges);
    Optional<Learned> only = Optional.empty();
    for (Hypothesis hypothesis : aims.isEmpty() ? List.<Hypothesis>of() : Hypothesis.all()) {
      Optional<Learned> learned =
          aims.stream().allMatch(hypothesis::possible) && enough(hypothesis, aims)
              ? test(hypothesis, aims)
              : Optional.empty();
      if (learned.isPresent()) {
        boolean meant = aims.stream().allMatch(hypothesis::suits) && !hypothesis.windowed();
        if (only.isPresent() || !meant) {
          return Optional.empty(); // two that fit cannot be told apart yet
        }
        only = learned;
      }
    }
    return only;
  }

  /** What the exchanges were about; empty unless all of them were about one fact. */
  static List<Aim> aims(List<Exchange> exchanges) {
    List<Aim> aims = exchanges.stream().flatMap(one -> Aim.of(one).stream()).toList();
    return aims.size() < exchanges.size() ? List.of() : aims;
  }

  /** A test that was only ever passed, or only ever failed, could be any test. */
  private static boolean enough(Hypothesis hypothesis, List<Aim> aims) {
    boolean number = aims.get(0).skeleton().contains(Aim.LIMIT);
    if (!hypothesis.decision()) {
      return !number;
    }
    long yes =
        aims.stream().filter(a -> Hypothesis.says(a.exchange().answer()).orElse(false)).count();
    return number == hypothesis.needsLimit() && yes > 0 && yes < aims.size();
  }

  /** The protocol that follows, if the hypothesis reproduces every exchange. */
  Optional<Learned> test(Hypothesis hypothesis, List<Aim> aims) {
    String expression = expression(hypothesis, aims.get(0));
    List<TestVector> vectors = new ArrayList<>();
    try {
      Expression routine = Expression.of(expression);
      for (Aim aim : aims) {
        Map<String, Object> body = body(aim);
        List<Map<String, Object>> facts = FactTrees.of(aim.exchange().facts());
        if (!(routine.answer(new RoutineInput(body, facts)) instanceof Map<?, ?> reply)
            || reply.get(hypothesis.field()) == null
            || !hypothesis.borneOut(reply.get(hypothesis.field()), aim)) {
          return Optional.empty();
        }
        List<Map<String, Object>> few = few(aim, facts);
        Object small = routine.answer(new RoutineInput(body, few));
        if (vectors.size() < MOST_VECTORS) {
          vectors.add(new TestVector(body, few, small, null));
        }
      }
    } catch (RoutineException e) {
      return Optional.empty();
    }
    Map<String, Object> nowhere = new LinkedHashMap<>(body(aims.get(0)));
    nowhere.put("place", "nowhere");
    vectors.add(new TestVector(nowhere, List.of(), null, UNKNOWN));
    return Optional.of(new Learned(draft(hypothesis, aims, distinct(vectors)), expression));
  }

  private ProtocolDraft draft(Hypothesis hypothesis, List<Aim> aims, List<TestVector> vectors) {
    Aim first = aims.get(0);
    String quantity = first.namesQuantity() ? Aim.QUANTITY : FactTrees.quantity(first.fact());
    return new ProtocolDraft(
        slug(first.skeleton()),
        1,
        author,
        null,
        null,
        Effects.READ_ONLY,
        "{place} " + quantity,
        Sayings.of(hypothesis, aims, quantity),
        meaning(first, quantity),
        request(first),
        reply(hypothesis),
        List.of(new Phrase(first.skeleton())),
        Map.of(),
        Map.of(
            UNKNOWN, "no such place, or it has no such quantity",
            AMBIGUOUS, "several places are called so"),
        vectors);
  }

  private static String meaning(Aim first, String quantity) {
    return """
        # %s

        Asks for the %s of a place, as the node that answers knows it now. `place` is the name of the
        thing in words without the quantity, as in `facts`.
        """
        .formatted(
            first.skeleton().replaceAll("[{}]", ""),
            quantity.equals(Aim.QUANTITY) ? "`quantity`" : quantity);
  }

  private static String expression(Hypothesis hypothesis, Aim aim) {
    String quantity =
        aim.namesQuantity() ? "$$.body.quantity" : quoted(FactTrees.quantity(aim.fact()));
    return """
        ($f := facts[$lowercase(place) = $$.body.place and quantity = %s];
        $count($f) = 0 ? {"error": "%s"} :
        $count($f) > 1 ? {"error": "%s"} :
        $f.($v := (%s); $exists($v) ?
        {"place": place, "quantity": quantity, "%s": $v, "unit": unit%s} : {"error": "%s"}))"""
        .formatted(
            quantity,
            UNKNOWN,
            AMBIGUOUS,
            hypothesis.expression(),
            hypothesis.field(),
            hypothesis.decision() ? ", \"value\": value" : "",
            UNKNOWN);
  }

  private static Map<String, Object> body(Aim aim) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("place", aim.place());
    if (aim.namesQuantity()) {
      body.put("quantity", FactTrees.quantity(aim.fact()));
    }
    if (!aim.limit().isEmpty()) {
      body.put("limit", new BigDecimal(aim.limit()));
    }
    return body;
  }

  private static Map<String, Object> request(Aim aim) {
    Map<String, Object> fields = new LinkedHashMap<>();
    List<String> required = new ArrayList<>(List.of("place"));
    fields.put("place", Map.of("type", "string", "maxLength", 120));
    if (aim.namesQuantity()) {
      fields.put("quantity", Map.of("type", "string", "maxLength", 60));
      required.add("quantity");
    }
    if (!aim.limit().isEmpty()) {
      fields.put("limit", Map.of("type", "number"));
      required.add("limit");
    }
    return object(fields, required);
  }

  private static Map<String, Object> reply(Hypothesis hypothesis) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("place", Map.of("type", "string"));
    fields.put("quantity", Map.of("type", "string"));
    fields.put("value", Map.of("type", List.of("number", "string", "boolean")));
    fields.put("unit", Map.of("type", "string"));
    if (hypothesis.decision()) {
      fields.put("answer", Map.of("enum", List.of("yes", "no")));
    }
    return object(fields, List.of("place", "quantity", hypothesis.field()));
  }

  static Map<String, Object> object(Map<String, Object> fields, List<String> required) {
    return Map.of(
        "type",
        "object",
        "properties",
        fields,
        "required",
        required,
        "additionalProperties",
        false);
  }

  /** The fact that was meant and a few that compete with it: enough to tell them apart. */
  private static List<Map<String, Object>> few(Aim aim, List<Map<String, Object>> facts) {
    List<Map<String, Object>> few = new ArrayList<>();
    Map<String, Object> meant = FactTrees.of(aim.fact());
    few.add(meant);
    for (Map<String, Object> fact : facts) {
      if (few.size() < MOST_FACTS_IN_VECTOR && !fact.equals(meant)) {
        few.add(fact);
      }
    }
    return few;
  }

  private static List<TestVector> distinct(List<TestVector> vectors) {
    return vectors.stream().distinct().toList();
  }

  static String quoted(String text) {
    return "\"" + text.replace("\\", "").replace("\"", "") + "\"";
  }

  static String slug(@Nullable String text) {
    String slug = String.valueOf(text).replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    String cut = slug.length() > 60 ? slug.substring(0, 60) : slug;
    return cut.isEmpty() ? "question" : cut;
  }
}
