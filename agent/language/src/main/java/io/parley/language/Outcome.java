package io.parley.language;

import io.parley.query.Query;
import io.parley.query.Result.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a question: {@link Told}, {@link Unsure} or {@link Unsupported}. */
public sealed interface Outcome {
  /** The language that it was read in, and is told in. */
  String language();

  /**
   * An answer.
   *
   * @param text the answer in one line
   * @param query what was evaluated; absent if it took several queries
   * @param readAs the same in one line
   * @param confidence how likely the reading is what was meant, 0..1
   * @param rows what it rests on
   */
  record Told(
      String text,
      @Nullable Query query,
      String readAs,
      double confidence,
      List<Row> rows,
      String language)
      implements Outcome {
    public Told {
      rows = List.copyOf(rows);
    }
  }

  /**
   * No sure answer.
   *
   * @param code {@code unknown-word}, {@code not-understood}, {@code stale}, {@code incomplete}
   * @param text why, in one line
   * @param words the words that are not known or have no place
   * @param query what was understood; absent if nothing was
   * @param readAs the same in one line; empty if nothing was
   */
  record Unsure(
      String code,
      String text,
      List<String> words,
      List<Row> rows,
      @Nullable Query query,
      String readAs,
      String language)
      implements Outcome {
    public Unsure {
      words = List.copyOf(words);
      rows = List.copyOf(rows);
    }
  }

  /** A demand to act; {@code text} refuses it. */
  record Unsupported(String text, String language) implements Outcome {}
}
