package io.parley.bench.coap;

import io.parley.codec.Trees;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One measure beside its peer's.
 *
 * @param measure what was measured
 * @param ours the medians of our runs
 * @param peer the medians of the peer's
 * @param peerName who the peer is
 * @param unit of both
 * @param ratio ours over peer, the median over the runs, which alternated
 * @param better {@code higher} or {@code lower}
 * @param goal the ratio to reach
 * @param runs how many runs each
 * @param spread the largest over the smallest of our runs
 */
record Row(
    String measure,
    double ours,
    double peer,
    String peerName,
    String unit,
    double ratio,
    String better,
    double goal,
    int runs,
    double spread) {
  static Row of(
      String measure,
      double[] ours,
      double[] peer,
      String peerName,
      String unit,
      String better,
      double goal) {
    double[] sorted = ours.clone();
    Arrays.sort(sorted);
    double spread = sorted[0] == 0 ? 0 : sorted[sorted.length - 1] / sorted[0];
    double[] ratios = new double[ours.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = peer[i % peer.length] == 0 ? 0 : ours[i] / peer[i % peer.length];
    }
    return new Row(
        measure,
        median(ours),
        median(peer),
        peerName,
        unit,
        median(ratios),
        better,
        goal,
        ours.length,
        spread);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  boolean met() {
    return better.equals("higher") ? ratio >= goal : ratio <= goal;
  }

  /** The row as one line of JSON. */
  String json() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("bench", "coap");
    map.put("measure", measure);
    map.put("ours", rounded(ours));
    map.put("peer", rounded(peer));
    map.put("peerName", peerName);
    map.put("unit", unit);
    map.put("ratio", rounded(ratio));
    map.put("better", better);
    map.put("goal", rounded(goal));
    map.put("runs", (long) runs);
    map.put("spread", rounded(spread));
    return new String(Trees.toJson(map), StandardCharsets.UTF_8);
  }

  private static BigDecimal rounded(double value) {
    return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
  }
}
