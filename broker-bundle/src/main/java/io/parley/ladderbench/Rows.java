package io.parley.ladderbench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The lines of output. */
final class Rows {
  private static final double GOAL = 1 / 20.0;

  private Rows() {}

  static List<Map<String, Object>> compared(
      String trace, List<ArmRun> talk, List<ArmRun> paper, List<ArmRun> ladder) {
    double perQuery =
        mean(talk.stream().mapToDouble(r -> r.arm().bill().usd() / r.queries()).toArray());
    boolean claimed = perQuery <= LadderBench.PAPER_TALK_USD * LadderBench.MOST_OF_PAPER;
    double[] ratios = new double[talk.size()];
    double[] paperRatios = new double[talk.size()];
    for (int i = 0; i < ratios.length; i++) {
      double said = talk.get(i).arm().bill().usd();
      ratios[i] = ladder.get(i).arm().bill().usd() / said;
      paperRatios[i] = paper.get(i).arm().bill().usd() / said;
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    rows.add(
        row(
            "talk, cost per query, " + trace,
            perQuery,
            LadderBench.PAPER_TALK_USD,
            "the paper's talk",
            "USD",
            LadderBench.MOST_OF_PAPER,
            new double[] {perQuery / LadderBench.PAPER_TALK_USD}));
    Map<String, Object> cost =
        row(
            "cost of 1000 queries, " + trace,
            usd(ladder),
            usd(talk),
            "natural language only",
            "USD",
            GOAL,
            ratios);
    cost.put(
        "timesCheaper",
        claimed
            ? rounded(1 / mean(ratios))
            : "not claimed: talk costs more than 1.5 times the paper's");
    if (!claimed) {
      cost.remove("ratio");
    }
    rows.add(cost);
    Map<String, Object> policy =
        row(
            "cost of 1000 queries under the paper's policy, " + trace,
            usd(paper),
            usd(talk),
            "natural language only",
            "USD",
            1 / 4.72,
            paperRatios);
    policy.put("timesCheaper", rounded(1 / mean(paperRatios)));
    policy.put("goalIs", "what the paper reports, 4.72 times cheaper; not ours to reach");
    rows.add(policy);
    rows.add(
        row(
            "model share of the last 200 queries, " + trace,
            mean(ladder.stream().mapToDouble(ArmRun::lastModelShare).toArray()),
            1,
            "natural language only",
            "share",
            0.05,
            ladder.stream().mapToDouble(ArmRun::lastModelShare).toArray()));
    double ours =
        mean(ladder.stream().mapToDouble(r -> r.right() / (double) r.queries()).toArray());
    double theirs =
        mean(talk.stream().mapToDouble(r -> r.right() / (double) r.queries()).toArray());
    Map<String, Object> success =
        row(
            "tasks done, " + trace,
            ours,
            theirs,
            "natural language only",
            "share",
            1,
            new double[] {ours / theirs});
    success.put("better", "higher");
    rows.add(success);
    return rows;
  }

  /** How two arms with the built-in model compare, seed by seed. */
  static Map<String, Object> compared(
      String measure,
      String unit,
      double goal,
      List<TelemetryRun> alone,
      List<TelemetryRun> climbed,
      ToDoubleFunction<TelemetryRun> figure) {
    double[] ours = climbed.stream().mapToDouble(figure).toArray();
    double[] peer = alone.stream().mapToDouble(figure).toArray();
    double[] ratios = new double[ours.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = ours[i] / peer[i];
    }
    return row(measure, mean(ours), mean(peer), "parley-nano only", unit, goal, ratios);
  }

  private static Map<String, Object> row(
      String measure,
      double ours,
      double peer,
      String peerName,
      String unit,
      double goal,
      double[] ratios) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("bench", "ladder");
    row.put("measure", measure);
    row.put("ours", rounded(ours));
    row.put("peer", rounded(peer));
    row.put("peerName", peerName);
    row.put("unit", unit);
    row.put("ratio", rounded(mean(ratios)));
    row.put("better", "lower");
    row.put("goal", rounded(goal));
    row.put("runs", ratios.length);
    row.put(
        "spread",
        rounded(Arrays.stream(ratios).max().orElse(0) - Arrays.stream(ratios).min().orElse(0)));
    return row;
  }

  static Map<String, Object> note() {
    Map<String, Object> note = new LinkedHashMap<>();
    note.put("bench", "ladder");
    note.put(
        "note",
        "a scripted oracle stands in for the large models: it writes what they should, so success says"
            + " nothing of their skill; tokens are counted with o200k_base on the prompts and"
            + " completions as they are, for all three models; prices are the paper's; own data;"
            + " a document is used by every server whose tool has the same schemas;"
            + " Gemini keeps silent in 1 of 100 calls; latencies are of code without a broker, the"
            + " time of model calls is not simulated; the rows of the trace telemetry are with the real"
            + " parley-nano, its time in them, on 24 series, four kinds of question, everyday skew");
    return note;
  }

  static Map<String, Object> shape(String trace, List<Trace.Query> queries) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("bench", "ladder");
    row.put("trace", trace);
    row.put("queries", queries.size());
    row.putAll(Trace.shape(queries));
    return row;
  }

  private static double usd(List<ArmRun> runs) {
    return mean(runs.stream().mapToDouble(run -> run.arm().bill().usd()).toArray());
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  static long percentile(List<Long> values, int percent) {
    List<Long> sorted = values.stream().sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
