package io.parley.engine;

import java.util.List;

/** What may be decoded: {@link Free}, one of some {@link Choices}, or a {@link Grammar}. */
public sealed interface Constraint {
  /** Anything. */
  record Free() implements Constraint {}

  /**
   * One of the alternatives, or up to {@code most} different ones joined by the separator; or one
   * of the texts that stand alone. Each text is tokenized by itself, without special tokens; tokens
   * that leave no choice are forced and marked so. One leading space is not part of the result.
   *
   * @param alternatives whole texts, none empty
   * @param alone whole texts that are joined with nothing, none empty; at least one text in all
   * @param separator between two alternatives
   * @param most how many alternatives may be joined, 1..4
   */
  record Choices(List<String> alternatives, List<String> alone, String separator, int most)
      implements Constraint {
    /** The most texts that one constraint may hold. */
    public static final int MOST_TEXTS = 4096;

    public Choices {
      alternatives = List.copyOf(alternatives);
      alone = List.copyOf(alone);
      int texts = alternatives.size() + alone.size();
      if (texts < 1 || texts > MOST_TEXTS) {
        throw new IllegalArgumentException(
            "alternatives and alone: %d texts must be 1..%d".formatted(texts, MOST_TEXTS));
      }
      if (alternatives.contains("") || alone.contains("")) {
        throw new IllegalArgumentException("alternatives and alone must hold no empty text");
      }
      if (most < 1 || most > 4) {
        throw new IllegalArgumentException("most %d must lie in 1..4".formatted(most));
      }
      if (most > 1 && separator.isEmpty()) {
        throw new IllegalArgumentException("separator must not be empty where most is above 1");
      }
    }

    /** Exactly one of these texts. */
    public static Choices oneOf(List<String> alternatives) {
      return new Choices(alternatives, List.of(), "", 1);
    }
  }

  /**
   * A GBNF grammar, checked before native code sees it.
   *
   * @param gbnf the grammar, its start rule {@code root}
   */
  record Grammar(String gbnf) implements Constraint {}
}
