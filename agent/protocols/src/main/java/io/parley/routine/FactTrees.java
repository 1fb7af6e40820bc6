package io.parley.routine;

import io.parley.knowledge.Fact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Facts as trees for routines: {@code topic}, {@code path}, {@code name}, {@code place} (the name
 * without the words of the quantity), {@code quantity} (the last word of the name where it is
 * unknown), {@code value}, {@code unit}, {@code at} and {@code changed} (RFC 3339), {@code state}
 * (the value in words, where its source says what it means), {@code limits} {{@code low}, {@code
 * high}}, {@code windows} [{{@code seconds}, {@code count}, {@code min}, {@code max}, {@code
 * mean}}]. What is unknown is absent.
 */
public final class FactTrees {
  private FactTrees() {}

  /** The facts as trees, in their order. */
  public static List<Map<String, Object>> of(List<Fact> facts) {
    return facts.stream().map(FactTrees::of).toList();
  }

  /** One fact as a tree. */
  public static Map<String, Object> of(Fact fact) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("topic", fact.topic());
    tree.put("path", fact.path());
    tree.put("name", fact.name());
    tree.put("place", place(fact));
    tree.put("quantity", quantity(fact));
    tree.put("value", fact.value());
    if (fact.unit() != null) {
      tree.put("unit", fact.unit());
    }
    if (fact.at() != null) {
      tree.put("at", fact.at().toString());
    }
    if (fact.changed() != null) {
      tree.put("changed", fact.changed().toString());
    }
    if (fact.state() != null) {
      tree.put("state", fact.state());
    }
    Fact.Limits limits = fact.limits();
    if (limits != null) {
      Map<String, Object> bounds = new LinkedHashMap<>();
      if (limits.low() != null) {
        bounds.put("low", limits.low());
      }
      if (limits.high() != null) {
        bounds.put("high", limits.high());
      }
      tree.put("limits", bounds);
    }
    if (!fact.windows().isEmpty()) {
      tree.put("windows", fact.windows().stream().map(FactTrees::window).toList());
    }
    return tree;
  }

  /** The fact's quantity; where it is unknown, the last word of its name stands for it. */
  public static String quantity(Fact fact) {
    return fact.quantity().isEmpty()
        ? fact.name().substring(fact.name().lastIndexOf(' ') + 1)
        : fact.quantity();
  }

  /** The name without the words of the quantity; the whole name if nothing is left. */
  public static String place(Fact fact) {
    List<String> words = new ArrayList<>(Arrays.asList(fact.name().split(" ")));
    for (String word : quantity(fact).split(" ")) {
      int last = words.lastIndexOf(word);
      if (last >= 0) {
        words.remove(last);
      }
    }
    return words.isEmpty() ? fact.name() : String.join(" ", words);
  }

  private static Map<String, Object> window(Fact.Window window) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("seconds", window.span().toSeconds());
    tree.put("count", window.count());
    tree.put("min", window.min());
    tree.put("max", window.max());
    tree.put("mean", window.mean());
    return tree;
  }
}
