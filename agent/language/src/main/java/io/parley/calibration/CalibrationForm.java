package io.parley.calibration;

import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calibrations as JSON: one map, each under the SHA-256 of its model's file. */
public final class CalibrationForm {
  private static final Trees TREES = new Trees(new Limits(1 << 20, 8));

  private CalibrationForm() {}

  /** Writes calibrations. */
  public static byte[] write(List<Calibration> all) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (Calibration each : all) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("promptVersion", each.promptVersion());
      one.put("curve", Map.of("xs", each.curve().xs(), "ys", each.curve().ys()));
      one.put("all", tree(each.all()));
      one.put("unknown", tree(each.unknown()));
      tree.put(each.snapshot(), one);
    }
    return Trees.toJson(tree);
  }

  private static Map<String, Object> tree(Tally tally) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("cases", tally.cases());
    tree.put("right", tally.right());
    tree.put("wrong", tally.wrong());
    return tree;
  }

  /**
   * Reads calibrations.
   *
   * @throws IllegalArgumentException that names what is wrong
   */
  public static List<Calibration> read(byte[] json) {
    List<Calibration> all = new ArrayList<>();
    try {
      map(TREES.fromJson(json), "calibrations")
          .forEach((snapshot, one) -> all.add(calibration((String) snapshot, map(one, "entry"))));
    } catch (CodecException e) {
      throw new IllegalArgumentException("calibrations are not JSON: " + e.getMessage(), e);
    }
    return all;
  }

  /** The one that fits a model's snapshot and the version of the prompt. */
  public static Optional<Calibration> find(
      List<Calibration> all, String snapshot, String promptVersion) {
    return all.stream()
        .filter(c -> c.fits(snapshot) && c.promptVersion().equals(promptVersion))
        .findFirst();
  }

  private static Calibration calibration(String snapshot, Map<?, ?> one) {
    Map<?, ?> curve = map(one.get("curve"), "curve");
    return new Calibration(
        snapshot,
        String.valueOf(one.get("promptVersion")),
        new Isotonic(numbers(curve.get("xs"), "xs"), numbers(curve.get("ys"), "ys")),
        tally(one, "all"),
        tally(one, "unknown"));
  }

  private static Tally tally(Map<?, ?> one, String which) {
    Map<?, ?> tree = map(one.get(which), which);
    if (!(tree.get("cases") instanceof Number cases)) {
      throw new IllegalArgumentException("calibration.%s.cases must be a number".formatted(which));
    }
    return new Tally(
        cases.intValue(),
        numbers(tree.get("right"), which + ".right"),
        numbers(tree.get("wrong"), which + ".wrong"));
  }

  private static Map<?, ?> map(@Nullable Object tree, String what) {
    if (tree instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("calibration: %s must be a map".formatted(what));
  }

  private static List<Double> numbers(@Nullable Object tree, String what) {
    if (tree instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
      return list.stream().map(n -> ((Number) n).doubleValue()).toList();
    }
    throw new IllegalArgumentException("calibration.%s must be a list of numbers".formatted(what));
  }
}
