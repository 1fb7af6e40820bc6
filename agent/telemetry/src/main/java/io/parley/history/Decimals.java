package io.parley.history;

/**
 * How numbers are stored: as whole numbers of a decimal place where that is exact, as most sensors
 * report (21.37 is 2137 and 2 places), else as float32, or as float64 where they are too great.
 */
final class Decimals {
  /** The most decimal places. */
  static final int MOST_PLACES = 5;

  static final int FLOAT64 = 6;
  static final int FLOAT32 = 7;

  private static final double[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000};

  /** Beyond it a number is stored as a float: shorter, and a double holds no such whole number. */
  private static final double GREATEST = 1L << 52;

  /** 5.029999999999999 is 5.03: sums of decimals differ by some of the last bits of a double. */
  private static final double NEAR = 1e-14;

  private Decimals() {}

  /** The fewest decimal places that hold all of them exactly, else one of the two floats. */
  static int scale(double... numbers) {
    int scale = 0;
    for (double number : numbers) {
      while (scale <= MOST_PLACES && !exact(number, scale)) {
        scale++;
      }
    }
    if (scale <= MOST_PLACES) {
      return scale;
    }
    for (double number : numbers) {
      if (Float.isInfinite((float) number)) {
        return FLOAT64;
      }
    }
    return FLOAT32;
  }

  /** As {@link #scale}, but what is read back is the very number. */
  static int exactScale(double number) {
    int scale = scale(number);
    return Double.compare(stored(number, scale), number) == 0 ? scale : FLOAT64;
  }

  private static boolean exact(double number, int places) {
    double whole = Math.rint(number * POWERS[places]);
    return Math.abs(whole) < GREATEST && near(whole / POWERS[places], number);
  }

  private static boolean near(double one, double other) {
    return Math.abs(one - other) <= Math.abs(other) * NEAR;
  }

  /** Whether what was stored may stand for a number. */
  static boolean standsFor(double stored, double number) {
    return near(stored, number) || stored == (double) (float) number;
  }

  /** The whole number that stands for it. */
  static long whole(double number, int places) {
    return (long) Math.rint(number * POWERS[places]);
  }

  static double number(long whole, int places) {
    return whole / POWERS[places];
  }

  /** What is read back. */
  static double stored(double number, int scale) {
    return switch (scale) {
      case FLOAT64 -> number;
      case FLOAT32 -> (float) number;
      default -> number(whole(number, scale), scale);
    };
  }

  static void write(ByteSink sink, double number, int scale) {
    switch (scale) {
      case FLOAT64 -> sink.float64(number);
      case FLOAT32 -> sink.float32((float) number);
      default -> sink.signed(whole(number, scale));
    }
  }

  static double read(ByteSource source, int scale) {
    return switch (scale) {
      case FLOAT64 -> source.float64();
      case FLOAT32 -> source.float32();
      default -> number(source.signed(), scale);
    };
  }
}
