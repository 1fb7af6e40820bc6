package io.parley.evaluation;

import static io.parley.evaluation.Rig.code;
import static io.parley.evaluation.Rig.is;
import static io.parley.evaluation.Rig.like;
import static io.parley.evaluation.Rig.names;
import static io.parley.evaluation.Rig.quantity;
import static io.parley.evaluation.Rig.thing;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.query.Find;
import io.parley.query.Result;
import io.parley.query.Scope;
import io.parley.site.Series.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScopeTest {
  private final Rig rig =
      new Rig()
          .thing("oven 1", "oven", "kitchen", "ground", "big oven")
          .thing("oven 3", "oven", "bakery", "ground")
          .series(
              "oven 1",
              "oven 1 zone 3 temperature",
              "temperature",
              "°C",
              Kind.MEASUREMENT,
              "zone",
              "3")
          .series(
              "oven 3",
              "oven 3 zone 1 temperature",
              "temperature",
              "°C",
              Kind.MEASUREMENT,
              "zone",
              "1")
          .series("oven 3", "oven 3 humidity", "humidity", "%", Kind.MEASUREMENT)
          .take("oven 1 zone 3 temperature", 181.5)
          .take("oven 3 zone 1 temperature", 203)
          .take("oven 3 humidity", 12);

  private List<String> values(Scope scope) {
    return names(rig.ask(Find.VALUE, scope));
  }

  @Test
  void aNumberBelongsToTheWordBeforeIt() {
    assertEquals(
        List.of("oven 3 zone 1 temperature"),
        values(like("oven 3").withQuantities(List.of("temperature"))));
    assertEquals(
        List.of("oven 3 zone 1 temperature"),
        values(like("oven", "3").withQuantities(List.of("temperature"))));
    assertEquals(List.of("oven 1 zone 3 temperature"), values(like("zone 3")));
    assertEquals("unknown-word zone 2", code(rig.ask(Find.VALUE, like("zone 2"))));
  }

  @Test
  void namesAndAliasesAreComparedWithoutCase() {
    assertEquals(List.of("oven 1 zone 3 temperature"), values(thing("Big OVEN")));
    assertEquals(
        List.of("oven 1 zone 3 temperature"), values(Scope.ALL.withPlaces(List.of("Kitchen"))));
  }

  @Test
  void anEntryThatNamesNothingIsNeverDropped() {
    assertEquals(
        "unknown-word cellar",
        code(rig.ask(Find.VALUE, quantity("temperature").withPlaces(List.of("cellar")))));
    assertEquals(
        "unknown-word cellar",
        code(
            rig.ask(
                Find.VALUE,
                quantity("temperature")
                    .without(List.of(Scope.ALL.withPlaces(List.of("cellar")))))));
  }

  @Test
  void anEmptyIntersectionNamesAllItsEntries() {
    assertEquals(
        "unknown-word oven 1 humidity",
        code(rig.ask(Find.VALUE, thing("oven 1").withQuantities(List.of("humidity")))));
  }

  @Test
  void notRemovesFromTheScope() {
    assertEquals(
        List.of("oven 1 zone 3 temperature"),
        values(quantity("temperature").without(List.of(thing("oven 3")))));
  }

  @Test
  void anEmptySiteKnowsNothing() {
    Rig empty = new Rig();
    assertEquals("incomplete scope", code(empty.ask(Find.VALUE, Scope.ALL)));
    assertEquals("unknown-word lamp", code(empty.ask(Find.VALUE, thing("lamp"))));
    Result.Problems problems = (Result.Problems) empty.ask(Find.PROBLEMS, Scope.ALL);
    assertEquals(0, problems.of());
  }

  @Test
  void aThingThatIsDescribedLaterIsFound() {
    assertEquals("unknown-word lamp", code(rig.ask(Find.VALUE, thing("lamp"))));
    rig.thing("lamp", "lamp", "", "")
        .series("lamp", "lamp state", "", null, Kind.STATE, Rig.ON_OFF, null)
        .take("lamp state", "on");
    Result.Truth truth = (Result.Truth) rig.ask(Find.ANY, thing("lamp"), is("on"));
    assertEquals(true, truth.yes());
  }
}
