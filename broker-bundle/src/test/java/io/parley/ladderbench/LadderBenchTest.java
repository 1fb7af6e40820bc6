package io.parley.ladderbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LadderBenchTest {
  private static final int QUERIES = 150;

  private final World world = new World();

  @Test
  void everyArmEndsWithWhatTheToolsSayUnlessAModelKeptSilent() {
    List<Trace.Query> queries = Trace.of(world, true, QUERIES, 7);
    for (Arm arm :
        List.of(new TalkArm(world, 7), new PaperArm(world, 7), new LadderArm(world, 7))) {
      ArmRun run = ArmRun.of(world, arm, queries);
      assertEquals(QUERIES, run.right() + run.silent(), arm.name());
    }
  }

  @Test
  void theLadderStopsCallingModels() {
    LadderArm arm = new LadderArm(world, 7);
    ArmRun run = ArmRun.of(world, arm, Trace.of(world, false, 400, 7));
    assertTrue(run.lastModelShare() <= 0.05, () -> "share " + run.lastModelShare());
    assertTrue(arm.documents() > 5);
  }

  @Test
  void oneModelCallFindsWhatTheSearchCannot() {
    LadderArm arm = new LadderArm(world, 7);
    Server taxi = world.server("taxi2");
    Task task = world.task("callTaxi");
    java.util.Random random = new java.util.Random(7);
    for (int i = 0; i < 5; i++) {
      Map<String, Object> data =
          Map.of("address", Trace.value("address", random), "time", Trace.value("time", random));
      arm.ask("user", Llm.GPT_4O, taxi, task, data);
    }
    assertEquals(1, arm.bill().calls(Bill.Purpose.ROUTINE));
  }

  @Test
  void theSameSeedGivesTheSameTrace() {
    assertEquals(Trace.of(world, false, QUERIES, 3), Trace.of(world, false, QUERIES, 3));
  }

  @Test
  void rowsSayWhoSpokeAndClaimARatioOnlyNearThePapersTalk() {
    List<Map<String, Object>> rows = LadderBench.rows(QUERIES, 7);
    assertTrue(String.valueOf(rows.get(0).get("note")).contains("scripted oracle"));
    Map<String, Object> cost =
        rows.stream()
            .filter(row -> String.valueOf(row.get("measure")).startsWith("cost of 1000"))
            .findFirst()
            .orElseThrow();
    assertTrue(cost.containsKey("ratio"));
    assertTrue(
        ((Number) cost.get("ours")).doubleValue() < ((Number) cost.get("peer")).doubleValue());
  }
}
