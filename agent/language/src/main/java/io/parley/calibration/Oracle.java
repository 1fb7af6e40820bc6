package io.parley.calibration;

import io.parley.knowledge.Fact;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The right answers, worked out from the facts alone and without the code that makes prompts. */
final class Oracle {
  private Oracle() {}

  static String value(Fact fact) {
    return fact.name() + ": " + shown(fact);
  }

  static String shown(Fact fact) {
    return fact.value() + unit(fact);
  }

  static String claim(boolean holds, Fact fact, String tail) {
    return (holds ? "yes, " : "no, ") + value(fact) + (tail.isEmpty() ? "" : ", " + tail);
  }

  static String limit(Fact fact) {
    return "limit check: " + value(fact) + ", " + standing(fact);
  }

  static boolean over(Fact fact) {
    BigDecimal high = high(fact);
    return high != null && number(fact).compareTo(high) > 0;
  }

  static boolean under(Fact fact) {
    BigDecimal low = low(fact);
    return low != null && number(fact).compareTo(low) < 0;
  }

  static String standing(Fact fact) {
    BigDecimal high = high(fact);
    BigDecimal low = low(fact);
    BigDecimal value = number(fact);
    if (high != null && over(fact)) {
      return "over its upper limit " + plain(high) + unit(fact) + by(value.subtract(high));
    }
    if (low != null && under(fact)) {
      return "under its lower limit " + plain(low) + unit(fact) + by(low.subtract(value));
    }
    if (high != null && low != null) {
      return "within its limits " + plain(low) + " to " + plain(high) + unit(fact);
    }
    if (high != null) {
      return "under its upper limit " + plain(high) + unit(fact) + by(high.subtract(value));
    }
    return low == null
        ? ""
        : "over its lower limit " + plain(low) + unit(fact) + by(value.subtract(low));
  }

  private static String by(BigDecimal difference) {
    return " by " + plain(difference);
  }

  static String versus(Fact fact, BigDecimal asked) {
    int order = number(fact).compareTo(asked);
    if (order == 0) {
      return "equal to " + plain(asked);
    }
    String by = by(number(fact).subtract(asked).abs());
    return (order > 0 ? "above " : "below ") + plain(asked) + by;
  }

  static String statistic(String word, Fact fact, Fact.Window window) {
    double figure =
        switch (word) {
          case "highest" -> window.max();
          case "lowest" -> window.min();
          default -> window.mean();
        };
    return "%s in the last %s: %s %s%s"
        .formatted(word, span(window.span()), fact.name(), bare(figure), unit(fact));
  }

  static String age(String word, Fact fact, @Nullable Instant at, Instant now) {
    if (at == null) {
      throw new IllegalArgumentException(fact.name() + " has no such time");
    }
    return word + " " + ago(Duration.between(at, now)) + ": " + fact.name() + " " + shown(fact);
  }

  private static String ago(Duration age) {
    if (age.toSeconds() < 90) {
      return age.toSeconds() + " s ago";
    }
    if (age.toMinutes() < 90) {
      return age.toMinutes() + " min ago";
    }
    return age.toHours() < 48 ? age.toHours() + " h ago" : age.toDays() + " days ago";
  }

  private static String span(Duration span) {
    return span.toHours() > 0 ? span.toHours() + " h" : span.toMinutes() + " min";
  }

  static String extreme(String word, List<Fact> group) {
    Comparator<Fact> order = Comparator.comparing(Oracle::number);
    Fact found =
        group.stream().min(word.equals("highest") ? order.reversed() : order).orElseThrow();
    return "%s of %d: %s, %s".formatted(word, group.size(), found.name(), shown(found));
  }

  static String mean(List<Fact> group) {
    int scale = group.stream().mapToInt(f -> number(f).scale()).max().orElse(0) + 1;
    BigDecimal mean =
        sum(group).divide(BigDecimal.valueOf(group.size()), scale, RoundingMode.HALF_EVEN);
    return "average of %d %s: %s%s"
        .formatted(group.size(), group.get(0).quantity(), plain(mean), unit(group.get(0)));
  }

  static String total(List<Fact> group) {
    return "total of %d %s: %s%s"
        .formatted(group.size(), group.get(0).quantity(), plain(sum(group)), unit(group.get(0)));
  }

  private static BigDecimal sum(List<Fact> group) {
    return group.stream().map(Oracle::number).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  static String count(String word, List<Fact> group, Predicate<Fact> which) {
    List<String> hit = group.stream().filter(which).map(Fact::name).toList();
    return "%s: %d of %d%s"
        .formatted(
            word, hit.size(), group.size(), hit.isEmpty() ? "" : ", " + String.join(", ", hit));
  }

  static BigDecimal number(Fact fact) {
    return new BigDecimal(fact.value().toString());
  }

  private static @Nullable BigDecimal high(Fact fact) {
    Fact.Limits limits = fact.limits();
    Double high = limits == null ? null : limits.high();
    return high == null ? null : new BigDecimal(bare(high));
  }

  private static @Nullable BigDecimal low(Fact fact) {
    Fact.Limits limits = fact.limits();
    Double low = limits == null ? null : limits.low();
    return low == null ? null : new BigDecimal(bare(low));
  }

  private static String bare(double number) {
    String text = BigDecimal.valueOf(number).toPlainString();
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String plain(BigDecimal number) {
    return number.toPlainString();
  }

  private static String unit(Fact fact) {
    return fact.unit() == null ? "" : " " + fact.unit();
  }
}
