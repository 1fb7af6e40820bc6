package io.parley.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bench.BenchRow.Better;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class BenchRunTest {
  private static final String NOTE = "{\"bench\":\"x\",\"note\":\"who spoke\"}";
  private static final BenchRow ROW =
      BenchRow.of("x", "calls", List.of(5.0), List.of(10.0), "talk", "calls", Better.LOWER, 0.25);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void aRowThatIsNoMeasureIsPrintedAsItIs() throws Exception {
    assertEquals(0, run(false, false));
    List<String> lines = out.toString(UTF_8).lines().toList();
    assertEquals(4, lines.size());
    assertEquals("{cpu=one}", lines.get(0));
    assertTrue(lines.get(1).startsWith("measure "), lines.get(1));
    assertEquals(NOTE, lines.get(2));
    assertTrue(lines.get(3).matches("calls +5 calls +10 +0.5 +<=0.25  talk"), lines.get(3));
  }

  @Test
  void aMissedGoalEndsWithOneOnlyWhereThatIsChecked() throws Exception {
    assertEquals(0, run(true, false));
    assertEquals(1, run(true, true));
    assertTrue(out.toString(UTF_8).startsWith("{\"cpu\":\"one\"}\n" + NOTE + "\n" + ROW.json()));
  }

  private int run(boolean json, boolean check) throws Exception {
    return BenchRun.run(
        BenchRunTest::missed, Map.of("cpu", "one"), json, check, new PrintStream(out, true, UTF_8));
  }

  private static boolean missed(Consumer<String> line) {
    line.accept(NOTE);
    line.accept(ROW.json());
    return ROW.met();
  }
}
