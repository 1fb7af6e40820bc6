package io.parley.ladderbench;

import io.parley.bench.BenchRow;
import io.parley.routine.SameData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One arm on one trace.
 *
 * @param arm the arm, with its bill
 * @param right how many ended with what the tools say
 * @param silent how many ended because a model kept silent
 * @param calls calls of models for each query
 * @param use which queries took a model
 * @param routineNanos time of each query that took no model, in nanoseconds
 */
record ArmRun(
    Arm arm, int right, int silent, List<Long> calls, ModelUse use, List<Long> routineNanos) {
  static ArmRun of(World world, Arm arm, List<Trace.Query> queries) throws InterruptedException {
    int right = 0;
    int silent = 0;
    List<Long> calls = new ArrayList<>();
    ModelUse use = new ModelUse();
    List<Long> routineNanos = new ArrayList<>();
    for (Trace.Query query : queries) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the bench is stopped");
      }
      Server server = world.server(query.server());
      Task task = world.task(query.task());
      long before = arm.bill().calls();
      long start = System.nanoTime();
      try {
        Map<String, Object> got =
            arm.ask("user" + query.user(), Trace.model(query.user()), server, task, query.data());
        right += SameData.same(got, expected(world, server, task, query.data())) ? 1 : 0;
      } catch (Bill.SilentException e) {
        silent++;
      }
      long used = arm.bill().calls() - before;
      calls.add(used);
      use.note(used > 0);
      if (used == 0) {
        routineNanos.add(System.nanoTime() - start);
      }
    }
    return new ArmRun(arm, right, silent, calls, use, routineNanos);
  }

  private static Map<String, Object> expected(
      World world, Server server, Task task, Map<String, Object> data) {
    List<Map<String, Object>> heard = new ArrayList<>();
    for (Server.Need need : server.needs().getOrDefault(task.name(), List.of())) {
      Task asked = world.task(need.task());
      heard.add(expected(world, world.server(need.server()), asked, Talk.carried(asked, data)));
    }
    return Truth.of(server, task.name(), data, heard);
  }

  int queries() {
    return calls.size();
  }

  double usd() {
    return arm.bill().usd();
  }

  double success() {
    return right / (double) queries();
  }

  double lastModelShare() {
    return use.lastShare(LadderBench.LAST);
  }

  Map<String, Object> row(String trace) {
    Bill bill = arm.bill();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("trace", trace);
    row.put("arm", arm.name());
    row.put("usd", BenchRow.rounded(usd()));
    row.put("usdPerQuery", BenchRow.rounded(usd() / queries()));
    row.put("promptTokens", bill.promptTokens());
    row.put("completionTokens", bill.completionTokens());
    Map<String, Object> split = new LinkedHashMap<>();
    for (Bill.Purpose purpose : Bill.Purpose.values()) {
      split.put(purpose.name().toLowerCase(Locale.ROOT), BenchRow.rounded(bill.usd(purpose)));
    }
    row.put("usdBy", split);
    row.put("modelCalls", bill.calls());
    row.put("withoutModelPer100", use.withoutPer100());
    row.put("modelShareLast200", lastModelShare());
    row.put("agreements", arm.negotiations());
    row.put("documents", arm.documents());
    row.put("failures", silent);
    row.put("success", success());
    row.put("modelCallsP50", Rows.percentile(calls, 50));
    row.put("modelCallsP99", Rows.percentile(calls, 99));
    if (!routineNanos.isEmpty()) {
      row.put("withoutModelMicrosP50", Rows.percentile(routineNanos, 50) / 1000.0);
      row.put("withoutModelMicrosP99", Rows.percentile(routineNanos, 99) / 1000.0);
    }
    return row;
  }
}
