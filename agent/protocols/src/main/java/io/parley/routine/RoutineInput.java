package io.parley.routine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a routine sees, and all it sees.
 *
 * @param body the request
 * @param facts what the node knows that matters for it, the best first, each as {@link FactTrees}
 *     makes it
 */
public record RoutineInput(Object body, List<Map<String, Object>> facts) {
  public RoutineInput {
    facts = List.copyOf(facts);
  }

  /** The one tree that an expression starts from: {@code body} and {@code facts}. */
  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("body", body);
    tree.put("facts", facts);
    return tree;
  }
}
