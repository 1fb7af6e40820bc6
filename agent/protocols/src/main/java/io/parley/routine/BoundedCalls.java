package io.parley.routine;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the library whose cost the data would choose, each with a bound of its own: a step is
 * counted once, whatever the call in it does.
 */
final class BoundedCalls {
  /** A double has no more digits than these. */
  private static final int MOST_DIGITS = 15;

  /** Each is compared with each. */
  private static final int MOST_COMPARED = 500;

  private final Meter meter;

  private BoundedCalls(Meter meter) {
    this.meter = meter;
  }

  /** Puts the bounded calls before the library's own. */
  static void bind(Jsonata.Frame frame, Meter meter) {
    BoundedCalls calls = new BoundedCalls(meter);
    frame.bind("round", new Jsonata.JFunction((input, given) -> calls.round(given), "<n-n?:n>"));
    frame.bind("distinct", new Jsonata.JFunction((input, given) -> calls.distinct(given), "<x:x>"));
  }

  private @Nullable Object round(List<?> given) {
    if (!(argument(given, 0) instanceof Number value)) {
      return null;
    }
    Number digits = argument(given, 1) instanceof Number n ? n : 0;
    if (!(Math.abs(digits.doubleValue()) <= MOST_DIGITS)) {
      throw meter.refused(
          "digits", "$round must be given -%1$d..%1$d digits".formatted(MOST_DIGITS));
    }
    return Functions.round(value, digits);
  }

  private @Nullable Object distinct(List<?> given) {
    Object items = argument(given, 0);
    if (items instanceof Collection<?> many && many.size() > MOST_COMPARED) {
      throw meter.refused(
          "memory", "$distinct must be given at most %d items".formatted(MOST_COMPARED));
    }
    return Functions.distinct(items);
  }

  private static @Nullable Object argument(List<?> given, int place) {
    return place < given.size() ? given.get(place) : null;
  }
}
