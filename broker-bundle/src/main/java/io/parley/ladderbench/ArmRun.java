package io.parley.ladderbench;

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
 * @param queries how many were asked
 * @param right how many ended with what the tools say
 * @param silent how many ended because a model kept silent
 * @param calls calls of models for each query
 * @param routineNanos time of each query that took no model, in nanoseconds
 */
record ArmRun(
    Arm arm, int queries, int right, int silent, List<Integer> calls, List<Long> routineNanos) {
  private static final int LAST = 200;

  static ArmRun of(World world, Arm arm, List<Trace.Query> queries) {
    int right = 0;
    int silent = 0;
    List<Integer> calls = new ArrayList<>();
    List<Long> routineNanos = new ArrayList<>();
    for (Trace.Query query : queries) {
      Server server = world.server(query.server());
      Task task = world.task(query.task());
      int before = arm.bill().calls();
      long start = System.nanoTime();
      try {
        Map<String, Object> got =
            arm.ask("user" + query.user(), Trace.model(query.user()), server, task, query.data());
        right += SameData.same(got, expected(world, server, task, query.data())) ? 1 : 0;
      } catch (Bill.SilentException e) {
        silent++;
      }
      int used = arm.bill().calls() - before;
      calls.add(used);
      if (used == 0) {
        routineNanos.add(System.nanoTime() - start);
      }
    }
    return new ArmRun(arm, queries.size(), right, silent, calls, routineNanos);
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

  double lastModelShare() {
    List<Integer> last = calls.subList(Math.max(0, queries - LAST), queries);
    return last.stream().filter(used -> used > 0).count() / (double) last.size();
  }

  Map<String, Object> row(String trace) {
    Bill bill = arm.bill();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("bench", "ladder");
    row.put("trace", trace);
    row.put("arm", arm.name());
    row.put("usd", Rows.rounded(bill.usd()));
    row.put("usdPerQuery", Rows.rounded(bill.usd() / queries));
    row.put("promptTokens", bill.promptTokens());
    row.put("completionTokens", bill.completionTokens());
    Map<String, Object> split = new LinkedHashMap<>();
    for (Bill.Purpose purpose : Bill.Purpose.values()) {
      split.put(purpose.name().toLowerCase(Locale.ROOT), Rows.rounded(bill.usd(purpose)));
    }
    row.put("usdBy", split);
    row.put("modelCalls", bill.calls());
    row.put("withoutModelPer100", per100());
    row.put("modelShareLast200", lastModelShare());
    row.put("agreements", arm.negotiations());
    row.put("documents", arm.documents());
    row.put("failures", silent);
    row.put("success", right / (double) queries);
    row.put("modelCallsP50", Rows.percentile(calls.stream().map(Integer::longValue).toList(), 50));
    row.put("modelCallsP99", Rows.percentile(calls.stream().map(Integer::longValue).toList(), 99));
    if (!routineNanos.isEmpty()) {
      row.put("withoutModelMicrosP50", Rows.percentile(routineNanos, 50) / 1000.0);
      row.put("withoutModelMicrosP99", Rows.percentile(routineNanos, 99) / 1000.0);
    }
    return row;
  }

  private List<Integer> per100() {
    List<Integer> shares = new ArrayList<>();
    for (int from = 0; from < queries; from += 100) {
      shares.add(
          (int)
              calls.subList(from, Math.min(from + 100, queries)).stream()
                  .filter(used -> used == 0)
                  .count());
    }
    return shares;
  }
}
