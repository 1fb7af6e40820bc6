package io.parley.evaluation;

import io.parley.query.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A result as vectors tell it. */
final class VectorResult {
  private VectorResult() {}

  static Map<String, @Nullable Object> of(Result result) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    if (result instanceof Result.Values values) {
      put(map, "values", values.of(), values.leftOut());
    } else if (result instanceof Result.Truth truth) {
      put(map, "truth", truth.of(), truth.leftOut());
      map.put("yes", truth.yes());
    } else if (result instanceof Result.Count count) {
      put(map, "count", count.of(), count.leftOut());
      map.put("count", count.count());
      map.put("rowCount", count.rows().size());
    } else if (result instanceof Result.Computed computed) {
      put(map, "computed", computed.of(), computed.leftOut());
      map.put("number", computed.number());
      map.put("unit", computed.unit());
      map.put("at", computed.at());
      map.put("coverage", computed.coverage());
    } else if (result instanceof Result.Extremes extremes) {
      put(map, "extremes", extremes.of(), extremes.leftOut());
      map.put("coverage", extremes.coverage());
    } else {
      time(map, result);
    }
    map.put("rows", result.rows().stream().map(VectorResult::row).toList());
    return map;
  }

  private static void put(
      Map<String, @Nullable Object> map, String kind, int of, List<Result.LeftOut> leftOut) {
    map.put("kind", kind);
    map.put("of", of);
    map.put("leftOut", leftOut.stream().map(VectorResult::leftOut).toList());
  }

  private static void time(Map<String, @Nullable Object> map, Result result) {
    if (result instanceof Result.Moment moment) {
      map.put("kind", "moment");
      map.put("at", moment.at());
      map.put("knownSince", moment.knownSince());
    } else if (result instanceof Result.Length length) {
      map.put("kind", "length");
      map.put("length", length.length());
      map.put("holds", length.holds());
      map.put("atLeast", length.atLeast());
      map.put("coverage", length.coverage());
    } else if (result instanceof Result.Trend trend) {
      map.put("kind", "trend");
      map.put("way", code(trend.way()));
      map.put("change", trend.change());
      map.put("unit", trend.unit());
      map.put("over", trend.over());
    } else {
      lists(map, result);
    }
  }

  private static void lists(Map<String, @Nullable Object> map, Result result) {
    if (result instanceof Result.Changed changed) {
      map.put("kind", "changed");
      map.put("of", changed.of());
      map.put("changes", changed.changes().stream().map(VectorResult::change).toList());
    } else if (result instanceof Result.Problems problems) {
      map.put("kind", "problems");
      map.put("of", problems.of());
      map.put("problems", problems.problems().stream().map(VectorResult::problem).toList());
    } else if (result instanceof Result.Topics topics) {
      map.put("kind", "topics");
      map.put("things", topics.things());
      map.put("quantities", topics.quantities());
    } else if (result instanceof Result.Unknown unknown) {
      map.put("kind", "unknown");
      map.put("code", unknown.code());
      map.put("detail", unknown.detail());
      map.put("leftOut", unknown.leftOut().stream().map(VectorResult::leftOut).toList());
    }
  }

  private static Map<String, @Nullable Object> row(Result.Row row) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("topic", row.topic());
    map.put("path", row.path());
    map.put("name", row.name());
    map.put("thing", row.thing());
    map.put("quantity", row.quantity());
    map.put("value", row.value());
    map.put("state", row.state());
    map.put("unit", row.unit());
    map.put("at", row.at());
    return map;
  }

  private static Map<String, @Nullable Object> change(Result.Change change) {
    Map<String, @Nullable Object> map = row(change.row());
    map.put("before", change.before());
    map.put("stateBefore", change.stateBefore());
    map.put("at", change.at());
    map.put("times", change.times());
    return map;
  }

  private static Map<String, @Nullable Object> problem(Result.Problem problem) {
    Map<String, @Nullable Object> map = row(problem.row());
    map.put("trouble", code(problem.trouble()));
    map.put("limit", problem.limit());
    return map;
  }

  private static Map<String, @Nullable Object> leftOut(Result.LeftOut leftOut) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", leftOut.name());
    map.put("why", code(leftOut.why()));
    map.put("since", leftOut.since());
    return map;
  }

  private static String code(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
