package io.parley.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.codec.Limits;
import io.parley.codec.QueryForm;
import io.parley.codec.Trees;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the vectors of queries: what they name of a result has to be so, the rest is free. */
final class QueryVectorsTest {
  private static final BigDecimal COVERAGE = new BigDecimal("0.001");

  @TestFactory
  List<DynamicTest> queriesComeToWhatTheVectorsSay() throws Exception {
    Map<?, ?> file = file();
    Map<?, ?> telemetry = map(file.get("telemetry"));
    Map<Object, VectorSite> sites = new HashMap<>();
    List<DynamicTest> tests = new ArrayList<>();
    for (Object each : list(file.get("vectors"))) {
      Map<?, ?> vector = map(each);
      Map<?, ?> at = map(telemetry.get(vector.get("telemetry")));
      VectorSite site = sites.computeIfAbsent(vector.get("telemetry"), name -> new VectorSite(at));
      Instant now = Instant.parse(VectorSite.text(at, "now"));
      tests.add(
          DynamicTest.dynamicTest(VectorSite.text(vector, "name"), () -> check(vector, site, now)));
    }
    assertTrue(tests.size() > 60, () -> "only " + tests.size());
    return tests;
  }

  static void check(Map<?, ?> vector, VectorSite site, Instant now) throws Exception {
    Map<String, @Nullable Object> result =
        VectorResult.of(
            new Evaluator(site, site).evaluate(QueryForm.read(vector.get("query")), now));
    assertEquals("", difference("result", vector.get("result"), result), result::toString);
  }

  static Map<?, ?> file() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(
            QueryVectorsTest.class.getResourceAsStream("/parley-spec/vectors/queries.json"))) {
      return map(new Trees(new Limits(1 << 20, 32)).fromJson(in.readAllBytes()));
    }
  }

  /** Where the second one is not what the first one says; empty if it is. */
  private static String difference(String where, @Nullable Object wanted, @Nullable Object is) {
    if (wanted instanceof Map<?, ?> map && is instanceof Map<?, ?> other) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String field = where + "." + entry.getKey();
        String found = difference(field, entry.getValue(), other.get(entry.getKey()));
        if (!found.isEmpty()) {
          return found;
        }
      }
      return "";
    }
    if (wanted instanceof List<?> list && is instanceof List<?> other) {
      for (int at = 0; at < Math.min(list.size(), other.size()); at++) {
        String found = difference(where + "." + at, list.get(at), other.get(at));
        if (!found.isEmpty()) {
          return found;
        }
      }
      return list.size() == other.size() ? "" : where + " has " + other.size() + " entries";
    }
    return same(where, wanted, is) ? "" : where + " is " + is + ", not " + wanted;
  }

  private static boolean same(String where, @Nullable Object wanted, @Nullable Object is) {
    if (wanted instanceof Number number && is instanceof Number other) {
      BigDecimal one = new BigDecimal(number.toString());
      BigDecimal apart = one.subtract(new BigDecimal(other.toString())).abs();
      return where.endsWith(".coverage") ? apart.compareTo(COVERAGE) < 0 : apart.signum() == 0;
    }
    if (wanted == null || is == null || wanted instanceof Boolean) {
      return Objects.equals(wanted, is);
    }
    return wanted.toString().equals(is.toString());
  }

  private static Map<?, ?> map(@Nullable Object tree) {
    return (Map<?, ?>) Objects.requireNonNull(tree);
  }

  private static List<?> list(@Nullable Object tree) {
    return (List<?>) Objects.requireNonNull(tree);
  }
}
