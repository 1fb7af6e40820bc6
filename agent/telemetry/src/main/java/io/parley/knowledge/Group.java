package io.parley.knowledge;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Series of one quantity and unit that a question asks for together, e.g. all temperatures.
 *
 * @param quantity what they measure; empty if unknown
 * @param unit their unit; absent if they have none
 * @param members at least two
 */
public record Group(String quantity, @Nullable String unit, List<Fact> members) {
  public Group {
    members = List.copyOf(members);
    if (members.size() < 2) {
      throw new IllegalArgumentException(
          "members %d of group '%s' must be at least 2".formatted(members.size(), quantity));
    }
  }

  /** Whether all values are numbers. */
  public boolean numeric() {
    return members.stream().allMatch(member -> member.value() instanceof Number);
  }

  /** The member with the greatest number; empty unless all are numbers. */
  public Optional<Fact> highest() {
    return numeric() ? members.stream().max(Comparator.comparing(Group::number)) : Optional.empty();
  }

  /** The member with the least number; empty unless all are numbers. */
  public Optional<Fact> lowest() {
    return numeric() ? members.stream().min(Comparator.comparing(Group::number)) : Optional.empty();
  }

  /** The sum of all numbers, exact; empty unless all are numbers. */
  public Optional<BigDecimal> total() {
    return numeric()
        ? Optional.of(members.stream().map(Group::number).reduce(BigDecimal.ZERO, BigDecimal::add))
        : Optional.empty();
  }

  /** The mean with one digit more than the numbers have; empty unless all are numbers. */
  public Optional<BigDecimal> mean() {
    int scale =
        members.stream().map(Group::number).mapToInt(n -> Math.max(0, n.scale())).max().orElse(0);
    return total()
        .map(
            sum ->
                sum.divide(BigDecimal.valueOf(members.size()), scale + 1, RoundingMode.HALF_EVEN));
  }

  /** The members by what they say, for states such as {@code on} and {@code off}. */
  public Map<String, List<Fact>> byState() {
    return members.stream()
        .collect(
            Collectors.groupingBy(
                fact -> fact.said().toString(), TreeMap::new, Collectors.toList()));
  }

  private static BigDecimal number(Fact fact) {
    if (fact.value() instanceof BigDecimal decimal) {
      return decimal;
    }
    return fact.value() instanceof Number number
        ? new BigDecimal(number.toString())
        : BigDecimal.ZERO;
  }
}
