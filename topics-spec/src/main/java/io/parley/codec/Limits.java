package io.parley.codec;

/**
 * How much of a payload is taken (spec clauses M-5 and M-6).
 *
 * @param bytes the largest payload, in bytes
 * @param depth how deep maps and lists may be nested; the outermost one is at depth 1
 */
public record Limits(int bytes, int depth) {
  /** 64 KiB, 32 deep. */
  public static final Limits USUAL = new Limits(65_536, 32);

  public Limits {
    if (bytes < 1) {
      throw new IllegalArgumentException("bytes %d must be positive".formatted(bytes));
    }
    // Trees are walked recursively; 128 levels are far from the end of any stack.
    if (depth < 1 || depth > 128) {
      throw new IllegalArgumentException("depth %d must lie in 1..128".formatted(depth));
    }
  }
}
