package io.parley.device;

/**
 * A number that says what it is and who says so.
 *
 * @param value the number
 * @param unit its unit; {@code 1} for a count
 * @param source who published or measured it, or {@code chosen:} and why
 */
public record Figure(double value, String unit, String source) {
  public Figure {
    if (!Double.isFinite(value) || value < 0) {
      throw new IllegalArgumentException(
          "figure %s must be finite and not negative".formatted(value));
    }
    if (unit.isBlank() || source.isBlank()) {
      throw new IllegalArgumentException(
          "figure %s must have a unit and a source".formatted(value));
    }
  }
}
