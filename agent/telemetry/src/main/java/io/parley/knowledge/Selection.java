package io.parley.knowledge;

import java.util.List;

/**
 * What a question is about, among all that is known.
 *
 * @param facts the series it may mean and those that compete with them, best first
 * @param groups the series it asks for together, each group of one quantity and unit, with all its
 *     members even where they are more than the facts; empty if it asks for one thing
 */
public record Selection(List<Fact> facts, List<Group> groups) {
  /** Nothing that is known shares a word with the question. */
  public static final Selection NONE = new Selection(List.of(), List.of());

  public Selection {
    facts = List.copyOf(facts);
    groups = List.copyOf(groups);
  }

  /** Whether every member of every group is among the facts. */
  public boolean complete() {
    return groups.stream().allMatch(group -> facts.containsAll(group.members()));
  }
}
