package io.parley.language.plan;

import io.parley.query.Condition;

/** Turns conditions round. */
final class Negation {
  private Negation() {}

  static Condition of(Condition condition) {
    if (condition instanceof Condition.StateIs state) {
      return new Condition.StateIs(state.state(), !state.not());
    }
    if (condition instanceof Condition.Compares compares) {
      return new Condition.Compares(
          compares.op(), compares.number(), compares.unit(), !compares.not());
    }
    if (condition instanceof Condition.Between between) {
      return new Condition.Between(between.low(), between.high(), between.unit(), !between.not());
    }
    if (condition instanceof Condition.BeyondLimit limit) {
      return new Condition.BeyondLimit(limit.side(), !limit.not());
    }
    Condition.Relation relation = (Condition.Relation) condition;
    return new Condition.Relation(relation.op(), !relation.not());
  }
}
