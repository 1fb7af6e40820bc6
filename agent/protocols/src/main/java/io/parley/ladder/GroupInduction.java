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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Induction by code over several places together: which of them has the most or the least, and how
 * many of them pass a test. Only an expression that reproduces every exchange is taken, and a count
 * only once two different ones were heard.
 */
final class GroupInduction implements Learner {
  private static final int MOST_VECTORS = 4;
  private static final int MOST_FACTS_IN_VECTOR = 10;

  /** From so many facts on, some of the group may have been left out. */
  private static final int MANY = 30;

  private static final String UNKNOWN = "unknown";
  private static final String MORE = "too-many";
  private static final String AMBIGUOUS = "ambiguous";

  private final String author;

  GroupInduction(String author) {
    this.author = author;
  }

  @Override
  public Optional<String> kind(Exchange exchange) {
    return GroupAim.of(exchange)
        .filter(aim -> !GroupHypothesis.all(aim).isEmpty())
        .map(aim -> "group|" + aim.skeleton() + "|" + (aim.namesQuantity() ? "" : aim.quantity()));
  }

  @Override
  public Optional<Learned> learn(List<Exchange> exchanges) {
    List<GroupAim> aims = exchanges.stream().flatMap(one -> GroupAim.of(one).stream()).toList();
    if (aims.isEmpty() || aims.size() < exchanges.size()) {
      return Optional.empty();
    }
    for (GroupHypothesis hypothesis : GroupHypothesis.all(aims.get(0))) {
      Optional<Learned> learned = test(hypothesis, aims);
      if (learned.isPresent()) {
        return learned;
      }
    }
    return Optional.empty();
  }

  private Optional<Learned> test(GroupHypothesis hypothesis, List<GroupAim> aims) {
    String expression = expression(hypothesis, aims.get(0));
    List<TestVector> vectors = new ArrayList<>();
    List<Object> said = new ArrayList<>();
    try {
      Expression routine = Expression.of(expression);
      for (GroupAim aim : aims) {
        Map<String, Object> body = body(aim);
        List<Map<String, Object>> facts = FactTrees.of(aim.exchange().facts());
        if (!(routine.answer(new RoutineInput(body, facts)) instanceof Map<?, ?> reply)
            || !hypothesis.borneOut(reply, aim)) {
          return Optional.empty();
        }
        said.add(String.valueOf(reply.get(hypothesis.field())));
        List<Map<String, Object>> few = few(aim);
        Object small = routine.answer(new RoutineInput(body, few));
        if (vectors.size() < MOST_VECTORS
            && small instanceof Map<?, ?> map
            && !map.containsKey("error")) {
          vectors.add(new TestVector(body, few, small, null));
        }
      }
    } catch (RoutineException e) {
      return Optional.empty();
    }
    if (vectors.isEmpty() || (hypothesis.counts() && said.stream().distinct().count() < 2)) {
      return Optional.empty();
    }
    vectors.add(new TestVector(body(aims.get(0)), List.of(), null, UNKNOWN));
    return Optional.of(
        new Learned(draft(hypothesis, aims, vectors.stream().distinct().toList()), expression));
  }

  private static String expression(GroupHypothesis hypothesis, GroupAim aim) {
    String quantity =
        aim.namesQuantity() ? "$$.body.quantity" : FactInduction.quoted(aim.quantity());
    String nouns =
        aim.nouns().stream()
            .map(noun -> FactInduction.quoted(noun) + " in $split($lowercase(place), \" \")")
            .collect(Collectors.joining(" and "));
    String member = "quantity = %s and %s".formatted(quantity, nouns);
    return """
        ($m := facts[%s%s];
        $count($m) = 0 ? {"error": "%s"} :
        $count(facts) >= %d and $exists(facts[-1][%s]) ? {"error": "%s"} :
        %s)"""
        .formatted(
            member,
            hypothesis.numbers() ? " and $type(value) = \"number\"" : "",
            UNKNOWN,
            MANY,
            member,
            MORE,
            hypothesis.expression());
  }

  private ProtocolDraft draft(
      GroupHypothesis hypothesis, List<GroupAim> aims, List<TestVector> vectors) {
    GroupAim first = aims.get(0);
    String quantity = first.namesQuantity() ? Aim.QUANTITY : first.quantity();
    boolean unit =
        aims.stream().flatMap(aim -> aim.members().stream()).allMatch(fact -> fact.unit() != null);
    return new ProtocolDraft(
        FactInduction.slug(first.skeleton()),
        1,
        author,
        null,
        null,
        Effects.READ_ONLY,
        String.join(" ", first.nouns()) + " " + quantity,
        hypothesis.counts()
            ? "{count}"
            : "{place}, %s: {value}%s".formatted(quantity, unit ? " {unit}" : ""),
        meaning(hypothesis, first),
        request(first),
        reply(hypothesis),
        List.of(new Phrase(first.skeleton())),
        Map.of(),
        Map.of(
            UNKNOWN, "nothing of the kind is known here",
            MORE, "more of them than can be looked at together",
            AMBIGUOUS, "several of them are equal"),
        vectors);
  }

  private static String meaning(GroupHypothesis hypothesis, GroupAim first) {
    return """
        # %s

        Asks %s of all places named %s together, by their %s, as the node that answers knows it now.
        """
        .formatted(
            first.skeleton().replaceAll("[{}]", ""),
            hypothesis.counts() ? "how many" : "which",
            String.join(" ", first.nouns()),
            first.namesQuantity() ? "`quantity`" : first.quantity().toLowerCase(Locale.ROOT));
  }

  private static Map<String, Object> body(GroupAim aim) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (aim.namesQuantity()) {
      body.put("quantity", aim.quantity());
    }
    if (!aim.limit().isEmpty()) {
      body.put("limit", new BigDecimal(aim.limit()));
    }
    return body;
  }

  private static Map<String, Object> request(GroupAim aim) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (aim.namesQuantity()) {
      fields.put("quantity", Map.of("type", "string", "maxLength", 60));
    }
    if (!aim.limit().isEmpty()) {
      fields.put("limit", Map.of("type", "number"));
    }
    return FactInduction.object(fields, List.copyOf(fields.keySet()));
  }

  private static Map<String, Object> reply(GroupHypothesis hypothesis) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (hypothesis.counts()) {
      fields.put("count", Map.of("type", "integer", "minimum", 0));
    } else {
      fields.put("place", Map.of("type", "string"));
      fields.put("quantity", Map.of("type", "string"));
      fields.put("value", Map.of("type", "number"));
      fields.put("unit", Map.of("type", "string"));
    }
    return FactInduction.object(fields, List.of(hypothesis.field()));
  }

  /** Members first, then what is not meant: enough to tell them apart. */
  private static List<Map<String, Object>> few(GroupAim aim) {
    List<Map<String, Object>> few = new ArrayList<>();
    aim.members().stream().limit(MOST_FACTS_IN_VECTOR).forEach(fact -> few.add(FactTrees.of(fact)));
    aim.exchange().facts().stream()
        .filter(fact -> !aim.members().contains(fact))
        .limit(2)
        .forEach(fact -> few.add(FactTrees.of(fact)));
    return few;
  }
}
