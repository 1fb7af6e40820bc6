package io.parley.prompt;

import io.parley.knowledge.Fact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the answers that a sheet supports, each text once. */
final class Answers {
  private final Map<String, Candidate> byText = new LinkedHashMap<>();

  void add(String text, Kind kind, List<Fact> facts) {
    byText.putIfAbsent(text, new Candidate(text, kind, facts));
  }

  List<Candidate> all() {
    List<Candidate> all = new ArrayList<>(byText.values());
    all.removeIf(c -> c.text().equals(Candidate.UNSURE));
    all.add(Candidate.unsure());
    return all;
  }
}
