package io.parley.ladderbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bench.BenchRow.Better;
import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LadderBenchTest {
  private static final int QUERIES = 150;

  private World world;

  @BeforeEach
  void read() throws IOException {
    world = World.read();
  }

  @Test
  void everyArmEndsWithWhatTheToolsSayUnlessAModelKeptSilent() throws InterruptedException {
    List<Trace.Query> queries = Trace.of(world, true, QUERIES, 7);
    for (Arm arm :
        List.of(new TalkArm(world, 7), new PaperArm(world, 7), new LadderArm(world, 7))) {
      ArmRun run = ArmRun.of(world, arm, queries);
      assertEquals(QUERIES, run.right() + run.silent(), arm.name());
    }
  }

  @Test
  void theLadderStopsCallingModels() throws InterruptedException {
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
    Random random = new Random(7);
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
  void rowsSayWhoSpokeAndClaimARatioOnlyNearThePapersTalk() throws Exception {
    List<Map<?, ?>> printed = new ArrayList<>();
    Rows rows = new Rows(line -> printed.add(read(line)));
    rows.note();
    LadderBench.arms(rows, QUERIES, List.of(7L));
    assertTrue(String.valueOf(printed.get(0).get("note")).contains("scripted oracle"));
    Map<?, ?> cost =
        printed.stream()
            .filter(row -> String.valueOf(row.get("measure")).startsWith("cost of 1000"))
            .findFirst()
            .orElseThrow();
    assertTrue(cost.containsKey("ratio"));
    assertTrue(
        ((Number) cost.get("ours")).doubleValue() < ((Number) cost.get("peer")).doubleValue());
  }

  @Test
  void aMissedGoalIsSeen() {
    Rows rows = new Rows(line -> {});
    assertTrue(rows.measure("calls", List.of(5.0), List.of(100.0), "talk", "", Better.LOWER, 0.05));
    assertTrue(rows.met());
    assertFalse(
        rows.measure("calls", List.of(6.0), List.of(100.0), "talk", "", Better.LOWER, 0.05));
    assertFalse(rows.met());
  }

  @Test
  void whoeverInterruptsIsHeard() {
    Thread.currentThread().interrupt();
    assertThrows(
        InterruptedException.class,
        () -> ArmRun.of(world, new TalkArm(world, 7), Trace.of(world, true, QUERIES, 7)));
  }

  private static Map<?, ?> read(String line) {
    try {
      return (Map<?, ?>) new Trees(Limits.USUAL).fromJson(line.getBytes(StandardCharsets.UTF_8));
    } catch (CodecException e) {
      throw new AssertionError(line, e);
    }
  }
}
