package io.parley.prompt;

import io.parley.knowledge.Lexicon;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a question asks to be so, and whether it is; computed, so that a model only says yes or no.
 *
 * @param words what is claimed, e.g. {@code closed}, {@code over limit}, {@code above 80}
 * @param holds whether it is so
 * @param versus where the value stands against the number asked; absent if none was
 */
record Claim(String words, boolean holds, @Nullable String versus) {
  static @Nullable Claim of(Series series, Reading reading, Part part) {
    BigDecimal number = series.number();
    return number == null
        ? ofState(series, reading, part)
        : ofNumber(series, number, reading, part);
  }

  private static @Nullable Claim ofNumber(
      Series series, BigDecimal value, Reading reading, Part part) {
    Direction direction = reading.direction(part);
    BigDecimal asked = reading.askedNumber();
    if (direction == null || (asked != null && !direction.compares())) {
      return null;
    }
    if (asked != null) {
      int order = value.compareTo(asked);
      return new Claim(
          direction.numberWord() + Figures.text(asked),
          direction == Direction.OVER ? order > 0 : order < 0,
          Figures.versus(value, asked));
    }
    Boolean holds = series.stands(direction);
    if (holds == null && direction == Direction.UNDER && reading.underLimit()) {
      Boolean over = series.stands(Direction.OVER);
      holds = over == null ? null : (Boolean) !over;
    }
    return holds == null ? null : new Claim(direction.limitWords(), holds, null);
  }

  private static @Nullable Claim ofState(Series series, Reading reading, Part part) {
    for (Lexicon.StatePair pair : Lexicon.shared().states()) {
      for (int side = 0; side < 2; side++) {
        if (pair.side(side).contains(series.state())) {
          Claim claim = among(pair, side, reading.stateWords(part));
          return claim == null ? ofTruth(series, reading) : claim;
        }
      }
    }
    return ofTruth(series, reading);
  }

  private static @Nullable Claim among(Lexicon.StatePair pair, int side, List<String> words) {
    for (String word : words) {
      if (pair.side(side).contains(word)) {
        return new Claim(word, true, null);
      }
      if (pair.side(1 - side).contains(word)) {
        return new Claim(word, false, null);
      }
    }
    return null;
  }

  private static @Nullable Claim ofTruth(Series series, Reading reading) {
    if (!series.state().equals("true") && !series.state().equals("false")) {
      return null;
    }
    return reading.parts().stream()
        .flatMap(p -> p.named().stream())
        .filter(n -> series.measures(n.quantities()))
        .findFirst()
        .map(n -> new Claim(n.word(), series.state().equals("true"), null))
        .orElse(null);
  }
}
