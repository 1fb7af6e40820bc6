package io.parley.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What people call the same thing, by each of its names; several words are joined by hyphens. */
record OtherNames(Map<String, List<List<String>>> byName) {
  static OtherNames of(List<List<String>> groups) {
    Map<String, List<List<String>>> byName = new HashMap<>();
    for (List<String> names : groups) {
      for (String name : names) {
        List<List<String>> others = byName.computeIfAbsent(name, n -> new ArrayList<>());
        names.stream().filter(o -> !o.equals(name)).map(Lexicon::pieces).forEach(others::add);
      }
    }
    return new OtherNames(byName);
  }

  /** The others, each in its words. */
  List<List<String>> of(String name) {
    return byName.getOrDefault(name, List.of());
  }
}
