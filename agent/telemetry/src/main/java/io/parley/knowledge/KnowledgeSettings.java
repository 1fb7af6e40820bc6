package io.parley.knowledge;

import java.util.List;

/**
 * What the knowledge may keep.
 *
 * @param mostSeries how many series, 1 to 1,000,000; beyond it the least recently changed go
 * @param mostDescriptions how many descriptions of series, 0 to 1,000,000
 * @param guessUnits whether a quantity's usual unit is taken where none is given (°C, %, W...)
 * @param limits the operator's limits, the first that covers a series counts
 * @param diagnostics patterns of series that are kept but no candidates unless named: levels of a
 *     path joined by dots, or of a topic by slashes; {@code *} stands for any one level and, at the
 *     end, for the rest
 */
public record KnowledgeSettings(
    int mostSeries,
    int mostDescriptions,
    boolean guessUnits,
    List<LimitRule> limits,
    List<String> diagnostics) {
  public KnowledgeSettings {
    require("mostSeries", mostSeries, 1);
    require("mostDescriptions", mostDescriptions, 0);
    limits = List.copyOf(limits);
    diagnostics = List.copyOf(diagnostics);
  }

  /** 5,000 series, usual units, no limits of the operator's, the shipped diagnostics. */
  public static KnowledgeSettings standard() {
    return new KnowledgeSettings(5_000, 20_000, true, List.of(), Diagnostics.shipped());
  }

  /** The same with other limits. */
  public KnowledgeSettings withLimits(List<LimitRule> newLimits) {
    return new KnowledgeSettings(mostSeries, mostDescriptions, guessUnits, newLimits, diagnostics);
  }

  /** The same with another number of series. */
  public KnowledgeSettings withMostSeries(int most) {
    return new KnowledgeSettings(most, mostDescriptions, guessUnits, limits, diagnostics);
  }

  private static void require(String field, int value, int least) {
    if (value < least || value > 1_000_000) {
      throw new IllegalArgumentException(
          "%s %d must be %d to 1000000".formatted(field, value, least));
    }
  }
}
