package io.parley.ladder;

import static io.parley.ladder.LadderRig.settle;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.protocol.ProtocolDocument;
import io.parley.protocol.TestVector;
import io.parley.routine.FactTrees;
import io.parley.routine.SameData;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in a document as proof of a routine. */
final class LearntVectorsTest {
  private static final String QUESTION = "How hot is boiler 3?";

  @TempDir Path folder;
  private LadderRig rig;

  @BeforeEach
  void open() {
    rig = new LadderRig(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void areTheExchangesThatWereHeardWithTheFactsOfTheirMoment() throws Exception {
    Ladder ladder = rig.ladder("a");
    List<Map<String, Object>> first = known();
    rig.plant.talk(ladder, QUESTION, "It is 81.5 °C at boiler 3.", "boiler 3 temperature");
    rig.plant.see("boiler 3", "temperature", new BigDecimal("90.25"), "°C");
    List<Map<String, Object>> second = known();
    rig.plant.talk(ladder, QUESTION, "It is 90.25 °C at boiler 3.", "boiler 3 temperature");
    settle(ladder);
    ProtocolDocument learnt = ladder.document(ladder.protocols().get(0).cid()).orElseThrow();
    List<TestVector> vectors = learnt.vectors();
    assertEquals(3, vectors.size());
    assertHeard(learnt, vectors.get(0), first, "It is 81.5 °C at boiler 3.");
    assertHeard(learnt, vectors.get(1), second, "It is 90.25 °C at boiler 3.");
    assertEquals(
        new TestVector(Map.of("place", "nowhere"), List.of(), null, "unknown"), vectors.get(2));
  }

  private List<Map<String, Object>> known() {
    return FactTrees.of(rig.plant.select(QUESTION, "", List.of()));
  }

  private static void assertHeard(
      ProtocolDocument learnt, TestVector vector, List<Map<String, Object>> known, String answer) {
    assertEquals(Map.of("place", "boiler 3"), vector.body());
    assertFalse(vector.facts().isEmpty());
    for (Map<String, Object> fact : vector.facts()) {
      assertTrue(known.stream().anyMatch(one -> SameData.same(one, fact)), fact.toString());
    }
    assertEquals(answer, Replies.text(learnt, vector.body(), vector.reply()));
  }
}
