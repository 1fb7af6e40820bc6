package io.parley.grammar;

import io.parley.grammar.Expression.Alternatives;
import io.parley.grammar.Expression.Characters;
import io.parley.grammar.Expression.Reference;
import io.parley.grammar.Expression.Repetition;
import io.parley.grammar.Expression.Sequence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Checks GBNF for all that makes llama.cpp ignore it in silence, recurse without end, or grow out
 * of bounds: syntax, unknown rules, a missing {@code root}, left recursion, repetition of what may
 * be empty, size once repetitions are written out.
 */
public final class Gbnf {
  /** The longest grammar, in characters. */
  public static final int MOST_CHARACTERS = 65_536;

  private static final long MOST_ELEMENTS = 50_000;

  private final Map<String, Expression> rules;
  private final Set<String> nullable = new HashSet<>();

  private Gbnf(Map<String, Expression> rules) {
    this.rules = rules;
  }

  /**
   * Checks a grammar.
   *
   * @throws GrammarException that names the line and the rule if llama.cpp could not use it safely
   */
  public static void check(String grammar) {
    if (grammar.length() > MOST_CHARACTERS) {
      throw new GrammarException(
          "grammar of %d characters exceeds %d".formatted(grammar.length(), MOST_CHARACTERS));
    }
    if (grammar.indexOf('\0') >= 0) {
      throw new GrammarException("grammar must not hold a zero character");
    }
    Gbnf parsed = new Gbnf(new GbnfParser(grammar).rules());
    if (!parsed.rules.containsKey("root")) {
      throw new GrammarException("grammar has no rule named root");
    }
    parsed.rules.values().forEach(parsed::checkReferences);
    parsed.findNullable();
    parsed.rules.values().forEach(parsed::checkRepetitions);
    parsed.checkLeftRecursion();
    long size = parsed.rules.values().stream().mapToLong(Gbnf::size).sum();
    if (size > MOST_ELEMENTS) {
      throw new GrammarException(
          "grammar of %d elements, repetitions written out, exceeds %d"
              .formatted(size, MOST_ELEMENTS));
    }
  }

  private void checkReferences(Expression expression) {
    if (expression instanceof Reference reference && !rules.containsKey(reference.name())) {
      throw new GrammarException(
          "grammar, line %d: rule %s is not defined".formatted(reference.line(), reference.name()));
    }
    if (expression instanceof Sequence sequence) {
      sequence.parts().forEach(this::checkReferences);
    } else if (expression instanceof Alternatives alternatives) {
      alternatives.options().forEach(this::checkReferences);
    } else if (expression instanceof Repetition repetition) {
      checkReferences(repetition.of());
    }
  }

  private void findNullable() {
    for (boolean more = true; more; ) {
      more = false;
      for (Map.Entry<String, Expression> rule : rules.entrySet()) {
        more |= mayBeEmpty(rule.getValue()) && nullable.add(rule.getKey());
      }
    }
  }

  private boolean mayBeEmpty(Expression expression) {
    if (expression instanceof Characters characters) {
      return characters.count() == 0;
    }
    if (expression instanceof Reference reference) {
      return nullable.contains(reference.name());
    }
    if (expression instanceof Sequence sequence) {
      return sequence.parts().stream().allMatch(this::mayBeEmpty);
    }
    if (expression instanceof Alternatives alternatives) {
      return alternatives.options().stream().anyMatch(this::mayBeEmpty);
    }
    Repetition repetition = (Repetition) expression;
    return repetition.least() == 0 || mayBeEmpty(repetition.of());
  }

  private void checkRepetitions(Expression expression) {
    if (expression instanceof Sequence sequence) {
      sequence.parts().forEach(this::checkRepetitions);
    } else if (expression instanceof Alternatives alternatives) {
      alternatives.options().forEach(this::checkRepetitions);
    } else if (expression instanceof Repetition repetition) {
      if (repetition.most() < 0 && mayBeEmpty(repetition.of())) {
        throw new GrammarException(
            "grammar, line %d: what may be empty must not be repeated without end"
                .formatted(repetition.line()));
      }
      checkRepetitions(repetition.of());
    }
  }

  private void checkLeftRecursion() {
    Map<String, Set<String>> firsts = new HashMap<>();
    rules.forEach((name, expression) -> firsts.put(name, firsts(expression, new HashSet<>())));
    for (String name : rules.keySet()) {
      Set<String> reached = new HashSet<>(firsts.getOrDefault(name, Set.of()));
      for (int before = -1; before != reached.size(); ) {
        before = reached.size();
        for (String next : Set.copyOf(reached)) {
          reached.addAll(firsts.getOrDefault(next, Set.of()));
        }
      }
      if (reached.contains(name)) {
        throw new GrammarException("grammar: rule %s begins with itself".formatted(name));
      }
    }
  }

  /** The rules that an expression may begin with; says whether to look on by being nullable. */
  private Set<String> firsts(Expression expression, Set<String> into) {
    if (expression instanceof Reference reference) {
      into.add(reference.name());
    } else if (expression instanceof Alternatives alternatives) {
      alternatives.options().forEach(option -> firsts(option, into));
    } else if (expression instanceof Repetition repetition) {
      firsts(repetition.of(), into);
    } else if (expression instanceof Sequence sequence) {
      for (Expression part : sequence.parts()) {
        firsts(part, into);
        if (!mayBeEmpty(part)) {
          break;
        }
      }
    }
    return into;
  }

  private static long size(Expression expression) {
    if (expression instanceof Characters characters) {
      return Math.max(1, characters.count());
    }
    if (expression instanceof Sequence sequence) {
      return 1 + sequence.parts().stream().mapToLong(Gbnf::size).sum();
    }
    if (expression instanceof Alternatives alternatives) {
      return 1 + alternatives.options().stream().mapToLong(Gbnf::size).sum();
    }
    if (expression instanceof Repetition repetition) {
      int times = Math.max(1, Math.max(repetition.least(), repetition.most()));
      return Math.min(MOST_ELEMENTS * 2, 1 + times * size(repetition.of()));
    }
    return 1;
  }
}
