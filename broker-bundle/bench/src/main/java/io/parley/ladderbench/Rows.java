package io.parley.ladderbench;

import io.parley.bench.BenchRow;
import io.parley.bench.BenchRow.Better;
import io.parley.codec.Trees;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The lines of output, each as soon as it is known, and whether the goals were met. */
final class Rows {
  /** The paper's own cost of natural language only, USD per query (36.23 for 1000). */
  private static final double PAPER_TALK_USD = 0.036;

  /** Beyond this multiple of it, our talk is not the paper's, and no ratio is claimed. */
  private static final double MOST_OF_PAPER = 1.5;

  private static final double PAPER_TIMES = 4.72;
  private static final double GOAL = 1 / 20.0;
  private static final double MOST_SHARE = 0.05;
  private static final String BENCH = "ladder";
  private static final String TALK = "natural language only";

  private final Consumer<String> line;
  private boolean met = true;

  Rows(Consumer<String> line) {
    this.line = line;
  }

  boolean met() {
    return met;
  }

  void compared(String trace, Arms arms) {
    for (List<ArmRun> arm : List.of(arms.talk(), arms.paper(), arms.ladder())) {
      fields(arm.get(0).row(trace));
    }
    List<Double> talk = Arms.of(arms.talk(), ArmRun::usd);
    cost(trace, Arms.of(arms.ladder(), ArmRun::usd), talk, nearThePaper(trace, arms.talk()));
    policy(trace, Arms.of(arms.paper(), ArmRun::usd), talk);
    measure(
        "model share of the last 200 queries, " + trace,
        Arms.of(arms.ladder(), ArmRun::lastModelShare),
        Arms.of(arms.talk(), ArmRun::lastModelShare),
        TALK,
        "share",
        Better.LOWER,
        MOST_SHARE);
    measure(
        "tasks done, " + trace,
        Arms.of(arms.ladder(), ArmRun::success),
        Arms.of(arms.talk(), ArmRun::success),
        TALK,
        "share",
        Better.HIGHER,
        1);
  }

  private boolean nearThePaper(String trace, List<ArmRun> talk) {
    List<Double> usd = Arms.of(talk, run -> run.usd() / run.queries());
    return measure(
        "talk, cost per query, " + trace,
        usd,
        Collections.nCopies(usd.size(), PAPER_TALK_USD),
        "the paper's talk",
        "USD",
        Better.LOWER,
        MOST_OF_PAPER);
  }

  private void cost(String trace, List<Double> ladder, List<Double> talk, boolean claimed) {
    BenchRow row =
        BenchRow.of(
            BENCH, "cost of 1000 queries, " + trace, ladder, talk, TALK, "USD", Better.LOWER, GOAL);
    met &= row.met();
    Map<String, Object> tree = row.tree();
    if (!claimed) {
      tree.remove("ratio");
    }
    tree.put(
        "timesCheaper",
        claimed
            ? BenchRow.rounded(1 / row.ratio())
            : "not claimed: talk costs more than 1.5 times the paper's");
    print(tree);
  }

  /** For comparison only: what the paper reached is not ours to reach. */
  private void policy(String trace, List<Double> paper, List<Double> talk) {
    BenchRow row =
        BenchRow.of(
            BENCH,
            "cost of 1000 queries under the paper's policy, " + trace,
            paper,
            talk,
            TALK,
            "USD",
            Better.LOWER,
            1 / PAPER_TIMES);
    Map<String, Object> tree = row.tree();
    tree.put("timesCheaper", BenchRow.rounded(1 / row.ratio()));
    tree.put("goalIs", "what the paper reports, 4.72 times cheaper; not ours to reach");
    print(tree);
  }

  /** A row, one figure a seed; whether its goal is met. */
  boolean measure(
      String measure,
      List<Double> ours,
      List<Double> peer,
      String peerName,
      String unit,
      Better better,
      double goal) {
    BenchRow row = BenchRow.of(BENCH, measure, ours, peer, peerName, unit, better, goal);
    met &= row.met();
    print(row.tree());
    return row.met();
  }

  void note() {
    fields(
        Map.of(
            "note",
            "a scripted oracle stands in for the large models: it writes what they should, so success says"
                + " nothing of their skill; tokens are counted with o200k_base on the prompts and"
                + " completions as they are, for all three models; prices are the paper's; own data;"
                + " a document is used by every server whose tool has the same schemas;"
                + " Gemini keeps silent in 1 of 100 calls; latencies are of code without a broker, the"
                + " time of model calls is not simulated; the rows of the trace telemetry are with the real"
                + " parley-nano, its time in them, on 24 series, four kinds of question, everyday skew"));
  }

  void shape(String trace, List<Trace.Query> queries) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("trace", trace);
    row.put("queries", queries.size());
    row.putAll(Trace.shape(queries));
    fields(row);
  }

  /** A row that tells of a whole arm, beside no peer. */
  void fields(Map<String, ?> fields) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("bench", BENCH);
    row.putAll(fields);
    print(row);
  }

  private void print(Map<String, Object> row) {
    line.accept(new String(Trees.toJson(row), StandardCharsets.UTF_8));
  }

  static long percentile(List<Long> values, int percent) {
    List<Long> sorted = values.stream().sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }
}
