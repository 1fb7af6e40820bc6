package io.parley.evaluation;

import static io.parley.evaluation.Rig.minutes;
import static io.parley.evaluation.ValueTest.assertIs;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.query.Find;
import io.parley.query.Result;
import io.parley.query.Scope;
import io.parley.site.Current;
import io.parley.site.Series.Kind;
import io.parley.site.Series.Limits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProblemTest {
  private final Rig rig = new Rig();

  private void series(String thing, String quantity, String unit, Limits limits, Object value) {
    rig.thing(thing, "", "", "");
    rig.series(thing, thing + " " + quantity, quantity, unit, Kind.MEASUREMENT, Map.of(), limits);
    rig.take(thing + " " + quantity, value);
  }

  private void state(String thing, String quantity, Map<String, String> states, Object value) {
    rig.thing(thing, "", "", "");
    rig.series(thing, thing + " " + quantity, quantity, null, Kind.STATE, states, null);
    rig.take(thing + " " + quantity, value);
  }

  private List<String> problems() {
    Result.Problems problems = assertIs(Result.Problems.class, rig.ask(Find.PROBLEMS, Scope.ALL));
    return problems.problems().stream()
        .map(problem -> problem.trouble() + " " + problem.row().name() + " " + problem.limit())
        .toList();
  }

  @Test
  void allIsWellAtTheLimits() {
    series("boiler", "pressure", "bar", new Limits(1.0, 2.5), 2.5);
    series("tank", "level", "%", new Limits(20.0, null), 20);
    series("hall", "battery", "%", null, 20);
    state("bath", "leak", Map.of("true", "leak", "false", "dry"), false);
    state("press", "state", Map.of(), "ok");
    assertEquals(List.of(), problems());
    assertEquals(5, assertIs(Result.Problems.class, rig.ask(Find.PROBLEMS, Scope.ALL)).of());
  }

  @Test
  void whatIsWrongIsToldByItsKind() {
    series("boiler", "pressure", "bar", new Limits(1.0, 2.5), 2.6);
    series("tank", "level", "%", new Limits(20.0, null), 19);
    series("hall", "battery", "%", null, 19);
    state("bath", "leak", Map.of("true", "leak", "false", "dry"), true);
    state("attic", "smoke", Map.of("on", "on", "off", "off"), "on");
    state("press", "state", Map.of(), "fault");
    assertEquals(
        List.of(
            "OVER_LIMIT boiler pressure 2.5",
            "UNDER_LIMIT tank level 20.0",
            "FAULT press state null",
            "LEAK bath leak null",
            "SMOKE attic smoke null",
            "LOW_BATTERY hall battery null"),
        problems());
  }

  @Test
  void aThingThatIsOfflineOrSilentIsToldOnce() {
    series("mill", "pressure", "bar", null, 1);
    series("mill", "temperature", "°C", null, 20);
    rig.end("mill pressure", Current.Why.OFFLINE, minutes(5));
    rig.end("mill temperature", Current.Why.OFFLINE, minutes(5));
    series("saw", "speed", "rpm", null, 20);
    rig.site.end(Rig.id("saw speed"), Current.Why.REMOVED, Rig.NOW);
    for (String quantity : List.of("humidity", "temperature")) {
      rig.thing("vat", "", "", "");
      rig.series("vat", "vat " + quantity, quantity, null, Kind.MEASUREMENT);
      for (int back = 20; back > 15; back--) {
        rig.take("vat " + quantity, back, minutes(back));
      }
    }
    assertEquals(List.of("OFFLINE mill pressure null", "STALE vat humidity null"), problems());
  }

  @Test
  void topicsAreTheNamesOfThingsAndQuantities() {
    series("mill", "pressure", "bar", null, 1);
    series("vat", "temperature", "°C", null, 20);
    series("vat", "pressure", "bar", null, 20);
    Result.Topics topics = assertIs(Result.Topics.class, rig.ask(Find.TOPICS, Scope.ALL));
    assertEquals(List.of("mill", "vat"), topics.things());
    assertEquals(List.of("pressure", "temperature"), topics.quantities());
  }
}
