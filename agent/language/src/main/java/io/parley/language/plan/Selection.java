package io.parley.language.plan;

import io.parley.language.plan.Plan.Doubt;
import io.parley.query.Scope;
import java.util.List;
import java.util.Set;

/**
 * Which series some words mean.
 *
 * @param scopes as a query says it; several where one scope cannot
 * @param unknown the words that name nothing here; not empty: there are no scopes
 * @param doubts what makes it less than certain
 * @param things how many things it names
 * @param mixed whether it names several series of one thing
 * @param battery whether it names nothing but batteries
 */
record Selection(
    List<Scope> scopes,
    List<String> unknown,
    Set<Doubt> doubts,
    int things,
    boolean mixed,
    boolean battery) {
  Selection {
    scopes = List.copyOf(scopes);
    unknown = List.copyOf(unknown);
    doubts = Set.copyOf(doubts);
  }

  /** Every word names something, and no scope says what they name together. */
  static Selection inexpressible() {
    return new Selection(List.of(), List.of(), Set.of(), 0, false, false);
  }

  boolean found() {
    return !scopes.isEmpty();
  }

  static Selection unknown(List<String> words) {
    return new Selection(List.of(), words, Set.of(), 0, false, false);
  }
}
