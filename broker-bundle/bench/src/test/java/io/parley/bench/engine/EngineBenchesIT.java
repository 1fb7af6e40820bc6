package io.parley.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bench.Bench;
import io.parley.bench.BenchRun;
import io.parley.bench.Machine;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.gguf.RandomModel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The benches run to their end on a very small model; their figures mean nothing there. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EngineBenchesIT {
  private static final RandomModel SMALL = new RandomModel(2, 64, 4, 2, 128, 4096, 2048, 7);

  private static List<Map<?, ?>> rows(Bench bench) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    assertEquals(0, BenchRun.run(bench, Machine.here("none", "test"), true, false, out));
    List<Map<?, ?>> rows = new ArrayList<>();
    for (String line : bytes.toString(StandardCharsets.UTF_8).lines().toList()) {
      Object row = new Trees(Limits.USUAL).fromJson(line.getBytes(StandardCharsets.UTF_8));
      rows.add(assertInstanceOf(Map.class, row));
    }
    assertEquals("test", rows.get(0).get("commit"));
    rows.remove(0);
    for (Map<?, ?> row : rows) {
      assertTrue(
          row.keySet().containsAll(List.of("measure", "ours", "peer", "ratio", "goal", "runs")),
          row.toString());
    }
    return rows;
  }

  @Test
  void theEngineBenchMeasuresThePublishedApiBesideOurs() throws Exception {
    List<Map<?, ?>> rows = rows(new EngineBench(SMALL, 1, 1));
    assertTrue(rows.size() >= 6, rows.toString());
    assertTrue(String.valueOf(rows.get(0).get("peerName")).contains("de.kherud:llama"));
    assertTrue(((Number) rows.get(0).get("peer")).doubleValue() > 0);
  }

  @Test
  void thePrefixAndBatchBenchesGiveTheirRows() throws Exception {
    assertEquals(
        2, rows(new PrefixBench("<|system|> w1 w2</s><|user|>", " w3", SMALL, 1, 1)).size());
    assertEquals(1, rows(new BatchBench(SMALL, 1, 1)).size());
  }
}
