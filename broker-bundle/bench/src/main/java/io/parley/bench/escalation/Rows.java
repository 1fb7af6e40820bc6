package io.parley.bench.escalation;

import io.parley.bench.BenchRow;
import io.parley.codec.Trees;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The rows of one set of questions, each with its 95 % interval. */
final class Rows {
  private static final String TRUTH = "the node above knows the truth";

  private final Consumer<String> line;
  private final double errorRate;
  private boolean met = true;

  Rows(Consumer<String> line, double errorRate) {
    this.line = line;
    this.errorRate = errorRate;
  }

  boolean met() {
    return met;
  }

  void of(String set, Routed routed) {
    Routed.Figure wrong = routed.wrongOfAll();
    Routed.Figure wrongOfSure = routed.wrongOfSure();
    met &= wrong.value() <= errorRate && wrongOfSure.value() <= errorRate;
    row(
        set + ": wrong answers given as sure, of all questions",
        wrong,
        errorRate,
        "the chosen error rate",
        false,
        1,
        routed.questions(),
        Map.of("interval", "Wilson 95 %", "count", (long) routed.sureWrong()));
    row(
        set + ": wrong answers given as sure, of the answers given as sure",
        wrongOfSure,
        errorRate,
        "the chosen error rate",
        false,
        1,
        routed.sure(),
        Map.of("interval", "Wilson 95 %", "count", (long) routed.sureWrong()));
    row(
        set + ": upstream calls saved",
        routed.saved(),
        0,
        "always asking up",
        true,
        0,
        routed.questions(),
        Map.of("interval", "Wilson 95 %", "count", (long) routed.sure()));
    gain(set, routed);
  }

  private void gain(String set, Routed routed) {
    Routed.Figure gain = routed.gain();
    met &= gain.low() > 0;
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("interval", "Wilson 95 %");
    more.put("gain", BenchRow.rounded(gain.value()));
    more.put("gainLow", BenchRow.rounded(gain.low()));
    more.put("gainHigh", BenchRow.rounded(gain.high()));
    more.put("gainInterval", "paired bootstrap 95 %, 2000 resamples");
    more.put("better by more than its interval", gain.low() > 0);
    more.put("upstream", TRUTH);
    row(
        set + ": questions answered rightly",
        routed.accuracy(),
        routed.mixAccuracy(),
        "a random mix with as many upstream calls",
        true,
        1,
        routed.questions(),
        more);
  }

  private void row(
      String measure,
      Routed.Figure ours,
      double peer,
      String peerName,
      boolean higher,
      double goal,
      int runs,
      Map<String, Object> more) {
    Map<String, Object> row =
        new BenchRow(
                "escalation",
                measure,
                ours.value(),
                peer,
                peerName,
                "share",
                peer == 0 ? ours.value() : ours.value() / peer,
                higher ? BenchRow.Better.HIGHER : BenchRow.Better.LOWER,
                goal,
                runs,
                1)
            .tree();
    row.put("low", BenchRow.rounded(ours.low()));
    row.put("high", BenchRow.rounded(ours.high()));
    row.putAll(more);
    line.accept(new String(Trees.toJson(row), StandardCharsets.UTF_8));
  }
}
