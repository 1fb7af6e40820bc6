package io.parley.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was generated.
 *
 * @param text the decoded text, without stop text
 * @param tokens every decoded token in order
 * @param promptTokens tokens of the whole prompt
 * @param cachedTokens of these, tokens whose KV cache was reused
 * @param firstTokenMs time to the first token in milliseconds
 * @param ms time in all in milliseconds
 * @param joules energy above idle; absent where the board does not tell
 * @param end why it ended
 */
public record Generation(
    String text,
    List<Token> tokens,
    int promptTokens,
    int cachedTokens,
    long firstTokenMs,
    long ms,
    @Nullable Double joules,
    End end) {
  /** Why a generation ended. */
  public enum End {
    COMPLETE,
    STOP_TEXT,
    TOKEN_LIMIT,
    DEADLINE
  }

  public Generation {
    tokens = List.copyOf(tokens);
  }

  /**
   * The joint probability of the tokens that were a choice, 0..1: what calibration starts from.
   * Forced tokens say nothing of it; 1 where nothing was a choice; NaN where the engine told no
   * probabilities, so that it passes no comparison.
   */
  public double jointProbability() {
    if (tokens.isEmpty()) {
      return Double.NaN;
    }
    double sum = 0;
    for (Token token : tokens) {
      sum += token.forced() ? 0 : Math.log(token.probability());
    }
    return Math.exp(sum);
  }

  /** The least margin among the tokens that were a choice, -1..1; 1 where nothing was a choice. */
  public double leastMargin() {
    return tokens.stream().filter(t -> !t.forced()).mapToDouble(Token::margin).min().orElse(1);
  }

  /**
   * A decoded token. The token that ends the text counts too where it was chosen; its piece is
   * empty.
   *
   * @param piece its text
   * @param probability 0..1, among what the constraint allowed
   * @param margin its probability less that of the best other allowed token, -1..1
   * @param entropy in nats over what the constraint allowed, at least 0
   * @param forced whether the constraint left no choice; such a token tells nothing of confidence
   * @param alternatives the best others, most probable first
   */
  public record Token(
      String piece,
      double probability,
      double margin,
      double entropy,
      boolean forced,
      List<Alternative> alternatives) {
    public Token {
      alternatives = List.copyOf(alternatives);
    }
  }

  /**
   * A token that was not chosen.
   *
   * @param piece its text
   * @param probability 0..1
   */
  public record Alternative(String piece, double probability) {}
}
