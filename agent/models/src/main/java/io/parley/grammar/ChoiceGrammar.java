package io.parley.grammar;

import io.parley.engine.Constraint;
import java.util.stream.Collectors;

/**
 * Choices as a grammar, for engines that know grammars but no choices. A grammar cannot say that
 * joined alternatives differ; whoever uses it checks that on the result.
 */
public final class ChoiceGrammar {
  private ChoiceGrammar() {}

  /** GBNF for these choices. */
  public static String of(Constraint.Choices choices) {
    String root =
        choices.alternatives().isEmpty()
            ? "alone"
            : choices.alone().isEmpty() ? "joined" : "joined | alone";
    StringBuilder gbnf = new StringBuilder("root ::= ").append(root).append('\n');
    if (!choices.alternatives().isEmpty()) {
      gbnf.append("joined ::= one");
      if (choices.most() > 1) {
        gbnf.append(" (")
            .append(GbnfText.literal(choices.separator()))
            .append(" one){0,")
            .append(choices.most() - 1)
            .append('}');
      }
      gbnf.append("\none ::= ").append(literals(choices.alternatives())).append('\n');
    }
    if (!choices.alone().isEmpty()) {
      gbnf.append("alone ::= ").append(literals(choices.alone())).append('\n');
    }
    return gbnf.toString();
  }

  private static String literals(java.util.List<String> texts) {
    return texts.stream().map(GbnfText::literal).collect(Collectors.joining(" | "));
  }
}
