package io.parley.ladderbench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the work in its arms, on the skewed and on the flat trace, over several seeds. */
public final class LadderBench {
  /** The paper's own cost of natural language only, USD per query (36.23 for 1000). */
  public static final double PAPER_TALK_USD = 0.036;

  /** Beyond this multiple of it, our talk is not the paper's, and no ratio is claimed. */
  public static final double MOST_OF_PAPER = 1.5;

  private static final int TELEMETRY_QUERIES = 200;
  private static final long[] SEEDS = {11, 23, 42};

  private LadderBench() {}

  /** The rows of the bench, one map a line of output: first what the rows mean, then the rows. */
  public static List<Map<String, Object>> rows() throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>(rows(Trace.QUERIES, SEEDS));
    rows.addAll(TelemetryRun.rows(TELEMETRY_QUERIES, SEEDS));
    return rows;
  }

  static List<Map<String, Object>> rows(int size, long... seeds) {
    List<Map<String, Object>> rows = new ArrayList<>();
    rows.add(Rows.note());
    World world = new World();
    for (boolean flat : new boolean[] {false, true}) {
      List<ArmRun> talk = new ArrayList<>();
      List<ArmRun> paper = new ArrayList<>();
      List<ArmRun> ladder = new ArrayList<>();
      for (long seed : seeds) {
        List<Trace.Query> queries = Trace.of(world, flat, size, seed);
        talk.add(ArmRun.of(world, new TalkArm(world, seed), queries));
        paper.add(ArmRun.of(world, new PaperArm(world, seed), queries));
        ladder.add(ArmRun.of(world, new LadderArm(world, seed), queries));
      }
      String trace = flat ? "flat" : "skewed";
      rows.add(Rows.shape(trace, Trace.of(world, flat, size, seeds[0])));
      for (List<ArmRun> arm : List.of(talk, paper, ladder)) {
        rows.add(arm.get(0).row(trace));
      }
      rows.addAll(Rows.compared(trace, talk, paper, ladder));
    }
    return rows;
  }
}
