package io.parley.engine;

import java.util.List;

/** What may be decoded: {@link Free}, one of some {@link Choices}, or a {@link Grammar}. */
public sealed interface Constraint {
  /** Anything. */
  record Free() implements Constraint {}

  /**
   * One of the alternatives, or up to {@code most} different ones joined by the separator. Tokens
   * that leave no choice are forced and marked so.
   *
   * @param alternatives whole texts, at least one, none blank
   * @param separator between two alternatives
   * @param most how many alternatives may be joined, 1..4
   */
  record Choices(List<String> alternatives, String separator, int most) implements Constraint {
    public Choices {
      alternatives = List.copyOf(alternatives);
      if (alternatives.isEmpty()) {
        throw new IllegalArgumentException("alternatives must not be empty");
      }
      if (most < 1 || most > 4) {
        throw new IllegalArgumentException("most %d must lie in 1..4".formatted(most));
      }
    }
  }

  /**
   * A GBNF grammar, checked before native code sees it.
   *
   * @param gbnf the grammar, its start rule {@code root}
   */
  record Grammar(String gbnf) implements Constraint {}
}
