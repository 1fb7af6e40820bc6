package io.parley.evaluation;

import io.parley.site.Current;
import io.parley.site.Series;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which of the series in scope can be in a state. */
final class StateCandidates {
  private final Candidates candidates;
  private final List<Series> scope;

  private StateCandidates(Candidates candidates, List<Series> scope) {
    this.candidates = candidates;
    this.scope = scope;
  }

  /** Those of the scope that a state, or the one that it is alike, says something about. */
  static List<Series> of(Candidates candidates, List<Series> scope, String state) {
    StateCandidates states = new StateCandidates(candidates, scope);
    String alike = States.alike(state);
    return states.of(alike != null && !states.any(state) && states.any(alike) ? alike : state);
  }

  private boolean any(String state) {
    return scope.stream()
        .anyMatch(each -> States.possible(each, candidates.current(each), state));
  }

  private List<Series> of(String state) {
    List<Series> possible =
        scope.stream()
            .filter(
                series ->
                    States.possible(series, candidates.current(series), state)
                        || Conditions.lowBattery(series, state))
            .toList();
    possible = candidates.relevant(withPeers(possible));
    if (possible.isEmpty()) {
      throw UnsureException.incomplete(state);
    }
    return distinct(oneSort(candidates.unqualified(possible), state));
  }

  /** Where a text is compared, the texts of the like series are judged too, also if they differ. */
  private List<Series> withPeers(List<Series> possible) {
    Set<String> texts = new HashSet<>();
    for (Series series : possible) {
      Current current = candidates.current(series);
      if (series.states().isEmpty() && current != null && current.state() == null) {
        texts.add(sort(series));
      }
    }
    if (texts.isEmpty()) {
      return possible;
    }
    Set<Series> chosen = new HashSet<>(possible);
    return scope.stream()
        .filter(
            series -> chosen.contains(series) || (texts.contains(sort(series)) && isText(series)))
        .toList();
  }

  private boolean isText(Series series) {
    Current current = candidates.current(series);
    return series.states().isEmpty()
        && current != null
        && current.state() == null
        && !(current.value() instanceof Number);
  }

  private static String sort(Series series) {
    return series.quantity() + "|" + Candidates.last(series) + "|" + series.kind();
  }

  /** A battery that says both its charge and whether it is low is judged once. */
  private static List<Series> oneSort(List<Series> list, String state) {
    Set<String> said = new HashSet<>();
    for (Series series : list) {
      if (!Conditions.lowBattery(series, state) && !series.thing().isEmpty()) {
        said.add(series.thing());
      }
    }
    return list.stream()
        .filter(series -> !Conditions.lowBattery(series, state) || !said.contains(series.thing()))
        .toList();
  }

  /** One fact on several topics is one. */
  private List<Series> distinct(List<Series> list) {
    Map<String, Series> facts = new LinkedHashMap<>();
    for (Series series : list) {
      Current current = candidates.current(series);
      String fact =
          series.thing().isEmpty() || current == null
              ? series.id().toString()
              : String.join(
                  "\n",
                  series.thing(),
                  series.name(),
                  String.valueOf(current.ended() == null),
                  current.state() == null ? States.text(current.value()) : current.state());
      facts.putIfAbsent(fact, series);
    }
    return List.copyOf(facts.values());
  }
}
