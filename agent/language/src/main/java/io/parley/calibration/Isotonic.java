package io.parley.calibration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A rising step function fitted by pooling adjacent violators (Ayer et al. 1955), read with linear
 * interpolation between the middles of its steps.
 *
 * @param xs the middles of the steps, rising
 * @param ys the values there, rising, each 0..1
 */
public record Isotonic(List<Double> xs, List<Double> ys) {
  /** Checks that the points match and rise. */
  public Isotonic {
    xs = List.copyOf(xs);
    ys = List.copyOf(ys);
    if (xs.isEmpty() || xs.size() != ys.size()) {
      throw new IllegalArgumentException(
          "isotonic has %d xs and %d ys; both must be the same and at least 1"
              .formatted(xs.size(), ys.size()));
    }
    for (int i = 1; i < xs.size(); i++) {
      if (xs.get(i) < xs.get(i - 1) || ys.get(i) < ys.get(i - 1)) {
        throw new IllegalArgumentException("isotonic.xs and ys must rise at %d".formatted(i));
      }
    }
  }

  /**
   * A score and whether it was right.
   *
   * @param x the score
   * @param right whether it was
   */
  public record Point(double x, boolean right) {}

  private static final class Block {
    private double x;
    private double y;
    private double weight;

    Block(double x, double y) {
      this.x = x;
      this.y = y;
      this.weight = 1;
    }

    void take(Block next) {
      double all = weight + next.weight;
      x = (x * weight + next.x * next.weight) / all;
      y = (y * weight + next.y * next.weight) / all;
      weight = all;
    }
  }

  /**
   * Fits the points; each step is drawn a little to the middle (one right and one wrong are added),
   * so that a short run of luck is not taken for certainty.
   */
  public static Isotonic fit(List<Point> points) {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("points must not be empty");
    }
    List<Block> blocks = new ArrayList<>();
    points.stream()
        .sorted(Comparator.comparingDouble(Point::x))
        .forEach(
            p -> {
              blocks.add(new Block(p.x(), p.right() ? 1 : 0));
              while (blocks.size() > 1
                  && blocks.get(blocks.size() - 2).y >= blocks.get(blocks.size() - 1).y) {
                Block last = blocks.remove(blocks.size() - 1);
                blocks.get(blocks.size() - 1).take(last);
              }
            });
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    double least = 0;
    for (Block block : blocks) {
      xs.add(block.x);
      least = Math.max(least, (block.y * block.weight + 1) / (block.weight + 2));
      ys.add(least);
    }
    return new Isotonic(xs, ys);
  }

  /** The value at a score. */
  public double at(double x) {
    int last = xs.size() - 1;
    if (x <= xs.get(0)) {
      return ys.get(0);
    }
    if (x >= xs.get(last)) {
      return ys.get(last);
    }
    int i = 1;
    while (xs.get(i) < x) {
      i++;
    }
    double width = xs.get(i) - xs.get(i - 1);
    double part = width == 0 ? 1 : (x - xs.get(i - 1)) / width;
    return ys.get(i - 1) + part * (ys.get(i) - ys.get(i - 1));
  }
}
