package io.parley.evaluation;

import io.parley.query.Condition;
import io.parley.site.Series;
import io.parley.units.Numbers;
import io.parley.units.Units;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Whether a value fulfils a condition. */
final class Conditions {
  /** A battery below it, in percent, is low. */
  static final BigDecimal LOW_BATTERY = BigDecimal.valueOf(20);

  /** What a condition says about a value. */
  enum Verdict {
    YES,
    NO,
    /** The value is of a kind that the condition says nothing about. */
    NOT_A_NUMBER,
    OTHER_UNIT
  }

  private Conditions() {}

  static Verdict of(
      Condition condition, Series series, @Nullable Object value, @Nullable String state) {
    Verdict plain = plain(condition, series, value, state);
    if (!condition.not()) {
      return plain;
    }
    return switch (plain) {
      case YES -> Verdict.NO;
      case NO -> Verdict.YES;
      default -> plain;
    };
  }

  static Verdict of(Condition condition, Reading reading) {
    return of(condition, reading.series(), reading.value(), reading.state());
  }

  private static Verdict plain(
      Condition condition, Series series, @Nullable Object value, @Nullable String state) {
    BigDecimal number = state == null ? Numbers.of(value) : null;
    if (condition instanceof Condition.StateIs is) {
      if (number != null && lowBattery(series, is.state())) {
        return verdict(Units.convert(number, series.unit(), "%").compareTo(LOW_BATTERY) < 0);
      }
      return verdict(States.is(value, state, is.state()));
    }
    if (number == null) {
      return Verdict.NOT_A_NUMBER;
    }
    if (condition instanceof Condition.Compares compares) {
      return compared(compares, series, number);
    }
    if (condition instanceof Condition.Between between) {
      return between(between, series, number);
    }
    if (condition instanceof Condition.BeyondLimit beyond) {
      return beyond(beyond, series, number);
    }
    return Verdict.NOT_A_NUMBER;
  }

  /** Whether the state is that of a battery whose charge is a share. */
  static boolean lowBattery(Series series, String state) {
    return state.equals(States.LOW)
        && series.quantity().equals(States.BATTERY)
        && series.unit() != null
        && Units.same(series.unit(), "%");
  }

  private static Verdict compared(Condition.Compares condition, Series series, BigDecimal number) {
    String unit = condition.unit() == null ? series.unit() : condition.unit();
    if (!Units.convertible(series.unit(), unit)) {
      return Verdict.OTHER_UNIT;
    }
    BigDecimal told = Units.convert(number, series.unit(), unit);
    return verdict(
        holds(condition.op(), told, condition.number(), Units.same(series.unit(), unit)));
  }

  private static Verdict between(Condition.Between condition, Series series, BigDecimal number) {
    String unit = condition.unit() == null ? series.unit() : condition.unit();
    if (!Units.convertible(series.unit(), unit)) {
      return Verdict.OTHER_UNIT;
    }
    BigDecimal told = Units.convert(number, series.unit(), unit);
    return verdict(told.compareTo(condition.low()) >= 0 && told.compareTo(condition.high()) <= 0);
  }

  private static Verdict beyond(Condition.BeyondLimit condition, Series series, BigDecimal number) {
    Series.Limits limits = series.limits();
    if (limits == null) {
      return Verdict.NOT_A_NUMBER;
    }
    Condition.Side side = condition.side();
    return verdict(
        (side != Condition.Side.LOW && above(number, limits))
            || (side != Condition.Side.HIGH && below(number, limits)));
  }

  static boolean above(BigDecimal number, Series.Limits limits) {
    Double high = limits.high();
    return high != null && number.compareTo(BigDecimal.valueOf(high)) > 0;
  }

  static boolean below(BigDecimal number, Series.Limits limits) {
    Double low = limits.low();
    return low != null && number.compareTo(BigDecimal.valueOf(low)) < 0;
  }

  /**
   * Whether two numbers compare so.
   *
   * @param exact whether they were told in one unit; if not, equal means equal in the decimals that
   *     the second has
   */
  static boolean holds(Condition.Op op, BigDecimal one, BigDecimal other, boolean exact) {
    int order = one.compareTo(other);
    return switch (op) {
      case ABOVE -> order > 0;
      case BELOW -> order < 0;
      case AT_LEAST -> order >= 0;
      case AT_MOST -> order <= 0;
      case EQUAL ->
          exact
              ? order == 0
              : one.setScale(Math.max(0, other.scale()), RoundingMode.HALF_UP).compareTo(other)
                  == 0;
    };
  }

  private static Verdict verdict(boolean holds) {
    return holds ? Verdict.YES : Verdict.NO;
  }
}
