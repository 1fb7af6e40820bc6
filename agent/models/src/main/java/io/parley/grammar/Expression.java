package io.parley.grammar;

import java.util.List;

/** What may stand on the right of a rule. */
sealed interface Expression {
  /** So many characters, each out of some set. */
  record Characters(int count) implements Expression {}

  /** What another rule says. */
  record Reference(String name, int line) implements Expression {}

  /** One after the other. */
  record Sequence(List<Expression> parts) implements Expression {}

  /** One of them. */
  record Alternatives(List<Expression> options) implements Expression {}

  /** Several times; most below 0: without end. */
  record Repetition(Expression of, int least, int most, int line) implements Expression {}
}
