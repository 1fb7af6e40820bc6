package io.parley.units;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The units that are known. The table {@code units.tsv} names its sources. A unit that is not in it
 * equals itself and converts to nothing else.
 */
public final class Units {
  private static final MathContext EXACT = MathContext.DECIMAL128;
  private static final MathContext SHOWN = new MathContext(30);

  private static final Map<String, Unit> KNOWN = new HashMap<>();
  private static final Map<String, Unit> WITHOUT_CASE = new HashMap<>();

  static {
    load();
  }

  private Units() {}

  /**
   * The unit written so. Case decides where it makes a difference (mW, MW); {@code kwh} is known
   * since nothing else is written so.
   */
  public static Optional<Unit> of(String text) {
    String plain = normal(text);
    Unit exact = KNOWN.get(plain);
    return Optional.ofNullable(
        exact != null ? exact : WITHOUT_CASE.get(plain.toLowerCase(Locale.ROOT)));
  }

  /** Whether values in one unit can be told in the other; two that are absent are alike. */
  public static boolean convertible(@Nullable String from, @Nullable String to) {
    if (from == null || to == null) {
      return from == null && to == null;
    }
    if (normal(from).equals(normal(to))) {
      return true;
    }
    Optional<Unit> one = of(from);
    Optional<Unit> other = of(to);
    return one.isPresent()
        && other.isPresent()
        && one.get().dimension().equals(other.get().dimension());
  }

  /** Whether both are the same unit, in whatever spelling. */
  public static boolean same(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return normal(one).equals(normal(other)) || (of(one).isPresent() && of(one).equals(of(other)));
  }

  /**
   * A value in another unit, to 30 digits; rounding is the caller's.
   *
   * @throws IllegalArgumentException if the units do not convert
   */
  public static BigDecimal convert(BigDecimal value, @Nullable String from, @Nullable String to) {
    if (same(from, to)) {
      return value;
    }
    Unit source = known(from, to);
    Unit target = known(to, from);
    BigDecimal converted =
        value
            .multiply(source.factor(), EXACT)
            .add(source.offset(), EXACT)
            .subtract(target.offset(), EXACT)
            .divide(target.factor(), EXACT);
    // 32 °F are 0 °C, not 1E-31 °C: the digits that fractions cannot hold are cut off.
    return source.interval() || target.interval()
        ? converted.setScale(12, RoundingMode.HALF_EVEN).stripTrailingZeros()
        : converted.round(SHOWN).stripTrailingZeros();
  }

  /**
   * A difference of two values in another unit: 10 °C are 18 °F.
   *
   * @throws IllegalArgumentException if the units do not convert
   */
  public static BigDecimal convertDifference(
      BigDecimal value, @Nullable String from, @Nullable String to) {
    if (same(from, to)) {
      return value;
    }
    return value
        .multiply(known(from, to).factor(), EXACT)
        .divide(known(to, from).factor(), EXACT)
        .round(SHOWN)
        .stripTrailingZeros();
  }

  private static Unit known(@Nullable String unit, @Nullable String other) {
    Optional<Unit> found = unit == null ? Optional.empty() : of(unit);
    if (found.isEmpty() || !convertible(unit, other)) {
      throw new IllegalArgumentException(
          "unit '%s' does not convert to '%s'".formatted(unit, other));
    }
    return found.get();
  }

  private static String normal(String text) {
    return text.strip().replace('\u03bc', '\u00b5').replace('\u2126', '\u03a9');
  }

  private static void load() {
    Set<String> ambiguous = new HashSet<>();
    try (InputStream in = Units.class.getResourceAsStream("units.tsv")) {
      if (in == null) {
        throw new IllegalStateException("units.tsv is missing beside Units.class");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          take(line, ambiguous);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ambiguous.forEach(WITHOUT_CASE::remove);
  }

  private static void take(String line, Set<String> ambiguous) {
    String[] cells = line.split("\t");
    Unit unit = new Unit(cells[0], cells[1], number(cells[2]), number(cells[3]));
    String spellings = cells.length > 4 ? cells[0] + "," + cells[4] : cells[0];
    for (String spelling : spellings.split(",")) {
      String plain = normal(spelling);
      if (KNOWN.put(plain, unit) != null) {
        throw new IllegalStateException("units.tsv: '%s' stands there twice".formatted(plain));
      }
      Unit before = WITHOUT_CASE.put(plain.toLowerCase(Locale.ROOT), unit);
      if (before != null && !before.equals(unit)) {
        ambiguous.add(plain.toLowerCase(Locale.ROOT));
      }
    }
  }

  private static BigDecimal number(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new BigDecimal(text)
        : new BigDecimal(text.substring(0, slash))
            .divide(new BigDecimal(text.substring(slash + 1)), EXACT);
  }
}
