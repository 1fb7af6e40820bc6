package io.parley.bench.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.codec.Limits;
import io.parley.codec.Trees;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One small round of the bench, with real processes. */
final class FaultsBenchIT {
  @Test
  void noQuestionIsLostWhateverIsKilled() throws Exception {
    List<Map<?, ?>> rows = new ArrayList<>();
    boolean met = new FaultsBench(1, 9).run(line -> rows.add(read(line)));

    assertTrue(met, rows.toString());
    assertEquals(4, rows.size());
    Map<?, ?> total = rows.get(3);
    assertEquals(27, ((Number) total.get("asked")).intValue());
    assertEquals(0, ((Number) total.get("lost")).intValue());
    assertEquals(0, ((Number) total.get("duplicated")).intValue());
    assertTrue(((Number) total.get("answered")).intValue() > 0, rows.toString());
  }

  private static Map<?, ?> read(String line) {
    try {
      return (Map<?, ?>) new Trees(Limits.USUAL).fromJson(line.getBytes(StandardCharsets.UTF_8));
    } catch (io.parley.codec.CodecException e) {
      throw new AssertionError(line, e);
    }
  }
}
