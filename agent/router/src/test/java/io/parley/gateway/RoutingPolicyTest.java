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
    "false,false,5,true ,true ,true ,true , CACHE ROUTINE EXPERT MODEL DOCUMENTS UPSTREAM UNSURE",
    "true ,false,5,true ,true ,true ,true , CACHE ROUTINE EXPERT UPSTREAM UNSURE",
    "false,true ,5,true ,true ,true ,true , CACHE ROUTINE MODEL DOCUMENTS UNSURE",
    "false,false,0,false,true ,false,true , CACHE ROUTINE MODEL UNSURE",
    "false,false,5,false,false,false,false, CACHE ROUTINE UNSURE",
    "false,false,1,false,false,true ,true , CACHE ROUTINE DOCUMENTS UPSTREAM UNSURE",
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
                  protocol, false, local, hops, 1000, tried, true, expert, model, documents, upstream));
      tried.add(step);
      taken.append(taken.isEmpty() ? "" : " ").append(step);
    } while (step != Step.UNSURE);
    assertEquals(steps, taken.toString());
  }

  @Test
  void endsWhenNoTimeIsLeft() {
    Situation late = new Situation(false, false, false, 5, 0, Set.of(), true, true, true, true, true);
    assertEquals(Step.UNSURE, RoutingPolicy.next(late));
  }
}
