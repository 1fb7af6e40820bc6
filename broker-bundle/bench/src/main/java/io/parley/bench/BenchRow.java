package io.parley.bench;

import io.parley.codec.Trees;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One measure beside its peer's.
 *
 * @param bench the bench's name
 * @param measure what was measured
 * @param ours the median of our runs
 * @param peer the median of the peer's
 * @param peerName who or what the peer is
 * @param unit of both
 * @param ratio ours over peer: the median over the runs, which alternated
 * @param better which way is better
 * @param goal the ratio to reach
 * @param runs how many of each
 * @param spread the largest over the smallest of our runs
 */
public record BenchRow(
    String bench,
    String measure,
    double ours,
    double peer,
    String peerName,
    String unit,
    double ratio,
    Better better,
    double goal,
    int runs,
    double spread) {
  /** Which way is better. */
  public enum Better {
    HIGHER,
    LOWER
  }

  /**
   * A row out of runs that alternated. Where the peer did nothing there is no ratio, and no goal
   * met.
   *
   * @param ours one figure a run
   * @param peer the peer's, of the same runs
   */
  public static BenchRow of(
      String bench,
      String measure,
      List<Double> ours,
      List<Double> peer,
      String peerName,
      String unit,
      Better better,
      double goal) {
    double[] ratios = new double[Math.min(ours.size(), peer.size())];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = peer.get(i) == 0 ? Double.NaN : ours.get(i) / peer.get(i);
    }
    double[] sorted = ours.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new BenchRow(
        bench,
        measure,
        median(sorted),
        median(peer.stream().mapToDouble(Double::doubleValue).toArray()),
        peerName,
        unit,
        median(ratios),
        better,
        goal,
        ratios.length,
        sorted[0] == 0 ? 0 : sorted[sorted.length - 1] / sorted[0]);
  }

  /** The middle of some figures. */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Whether the goal is reached. */
  public boolean met() {
    return better == Better.HIGHER ? ratio >= goal : ratio <= goal;
  }

  /** The row as one line of JSON. */
  public String json() {
    return new String(Trees.toJson(tree()), StandardCharsets.UTF_8);
  }

  /** The row's fields in their order, for a bench that has more to say. */
  public Map<String, Object> tree() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("bench", bench);
    map.put("measure", measure);
    map.put("ours", rounded(ours));
    map.put("peer", rounded(peer));
    map.put("peerName", peerName);
    map.put("unit", unit);
    map.put("ratio", rounded(ratio));
    map.put("better", better == Better.HIGHER ? "higher" : "lower");
    map.put("goal", rounded(goal));
    map.put("runs", (long) runs);
    map.put("spread", rounded(spread));
    return map;
  }

  /** A figure with the four digits that are worth printing; 0 for what is none. */
  public static BigDecimal rounded(double value) {
    if (!Double.isFinite(value)) {
      return BigDecimal.ZERO;
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }
}
