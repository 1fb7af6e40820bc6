package io.parley.knowledge;

import io.parley.knowledge.Fact.Window;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Count, least, greatest and sum of numbers over a span that ends now, in a fixed number of
 * buckets: memory does not grow with the rate. What falls out is a whole bucket, so the span is at
 * most one bucket short and never too long. Not safe for several threads.
 */
final class Ring {
  private final int spanSeconds;
  private final int bucketSeconds;
  private final long[] slots;
  private final int[] counts;
  private final double[] least;
  private final double[] greatest;
  private final double[] sums;

  Ring(Duration span, int buckets) {
    spanSeconds = Math.toIntExact(span.toSeconds());
    bucketSeconds = spanSeconds / buckets;
    slots = new long[buckets];
    counts = new int[buckets];
    least = new double[buckets];
    greatest = new double[buckets];
    sums = new double[buckets];
  }

  void add(double value, Instant at) {
    long slot = Math.floorDiv(at.getEpochSecond(), bucketSeconds);
    int i = (int) Math.floorMod(slot, (long) slots.length);
    if (counts[i] > 0 && slots[i] > slot) {
      return;
    }
    if (counts[i] == 0 || slots[i] < slot) {
      slots[i] = slot;
      counts[i] = 0;
      sums[i] = 0;
      least[i] = value;
      greatest[i] = value;
    }
    counts[i] = Math.addExact(counts[i], 1);
    sums[i] += value;
    least[i] = Math.min(least[i], value);
    greatest[i] = Math.max(greatest[i], value);
  }

  /** The statistics of the span that ends at {@code now}; empty if nothing came. */
  Optional<Window> window(Instant now, int scale) {
    long last = Math.floorDiv(now.getEpochSecond(), bucketSeconds);
    long count = 0;
    double sum = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < slots.length; i++) {
      if (counts[i] > 0 && slots[i] > last - slots.length && slots[i] <= last) {
        count += counts[i];
        sum += sums[i];
        min = Math.min(min, least[i]);
        max = Math.max(max, greatest[i]);
      }
    }
    if (count == 0) {
      return Optional.empty();
    }
    double mean =
        BigDecimal.valueOf(sum / count).setScale(scale + 1, RoundingMode.HALF_EVEN).doubleValue();
    return Optional.of(new Window(Duration.ofSeconds(spanSeconds), count, min, max, mean));
  }

  void write(DataOutputStream out) throws IOException {
    int used = 0;
    for (int count : counts) {
      used += count > 0 ? 1 : 0;
    }
    out.writeShort(used);
    for (int i = 0; i < slots.length; i++) {
      if (counts[i] > 0) {
        out.writeLong(slots[i]);
        out.writeInt(counts[i]);
        out.writeDouble(least[i]);
        out.writeDouble(greatest[i]);
        out.writeDouble(sums[i]);
      }
    }
  }

  void read(DataInputStream in) throws IOException {
    int used = in.readUnsignedShort();
    if (used > slots.length) {
      throw new IOException("buckets %d must be at most %d".formatted(used, slots.length));
    }
    for (int n = 0; n < used; n++) {
      long slot = in.readLong();
      int i = (int) Math.floorMod(slot, (long) slots.length);
      slots[i] = slot;
      counts[i] = Math.max(1, in.readInt());
      least[i] = in.readDouble();
      greatest[i] = in.readDouble();
      sums[i] = in.readDouble();
    }
  }
}
