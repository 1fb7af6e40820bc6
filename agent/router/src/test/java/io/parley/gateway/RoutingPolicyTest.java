package io.parley.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoutingPolicyTest {
  /** Rights of the columns: protocol, local, hops, expert, model, documents, upstream. */
  @ParameterizedTest
  @CsvSource({
    "false,false,5,true ,true ,true ,true , CACHE QUERY ROUTINE EXPERT MODEL DOCUMENTS UPSTREAM UNSURE",
    "true ,false,5,true ,true ,true ,true , CACHE ROUTINE EXPERT UPSTREAM UNSURE",
    "false,true ,5,true ,true ,true ,true , CACHE QUERY ROUTINE MODEL DOCUMENTS UNSURE",
    "false,false,0,false,true ,false,true , CACHE QUERY ROUTINE MODEL UNSURE",
    "false,false,5,false,false,false,false, CACHE QUERY ROUTINE UNSURE",
    "false,false,1,false,false,true ,true , CACHE QUERY ROUTINE DOCUMENTS UPSTREAM UNSURE",
  })
  void takesTheStepsThatApplyInOrder(
      boolean protocol,
      boolean local,
      int hops,
      boolean expert,
      boolean model,
      boolean documents,
      boolean upstream,
      String steps) {
    Set<Step> tried = EnumSet.noneOf(Step.class);
    StringBuilder taken = new StringBuilder();
    Step step;
    do {
      step =
          RoutingPolicy.next(
              new Situation(
                  protocol, false, local, hops, 1000, tried, true, expert, model, documents,
                  upstream));
      tried.add(step);
      taken.append(taken.isEmpty() ? "" : " ").append(step);
    } while (step != Step.UNSURE);
    assertEquals(steps, taken.toString());
  }

  /**
   * Rights of the columns: local, hops, queries, upstream; experts, models, documents are there.
   */
  @ParameterizedTest
  @CsvSource({
    "false,5,true ,true , CACHE QUERY UPSTREAM UNSURE",
    "false,5,false,true , CACHE UPSTREAM UNSURE",
    "true ,5,true ,true , CACHE QUERY UNSURE",
    "false,0,true ,true , CACHE QUERY UNSURE",
    "false,5,true ,false, CACHE QUERY UNSURE",
  })
  void queryIsEvaluatedHereOrAbove(
      boolean local, int hops, boolean queries, boolean upstream, String steps) {
    Set<Step> tried = EnumSet.noneOf(Step.class);
    StringBuilder taken = new StringBuilder();
    Step step;
    do {
      step =
          RoutingPolicy.next(
              new Situation(
                  false, true, local, hops, 1000, tried, queries, true, true, true, upstream));
      tried.add(step);
      taken.append(taken.isEmpty() ? "" : " ").append(step);
    } while (step != Step.UNSURE);
    assertEquals(steps, taken.toString());
  }

  @Test
  void endsWhenNoTimeIsLeft() {
    Situation late =
        new Situation(false, false, false, 5, 0, Set.of(), true, true, true, true, true);
    assertEquals(Step.UNSURE, RoutingPolicy.next(late));
  }
}
