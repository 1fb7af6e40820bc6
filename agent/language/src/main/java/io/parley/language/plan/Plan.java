package io.parley.language.plan;

import io.parley.query.Query;
import java.util.List;

/** What came of planning a question. */
public sealed interface Plan {
  /**
   * One query for each part of the question, in order.
   *
   * @param doubts what makes the reading less than certain, by name; empty if nothing does
   */
  record Asks(List<Query> queries, List<Doubt> doubts) implements Plan {
    public Asks {
      queries = List.copyOf(queries);
      doubts = List.copyOf(doubts);
    }
  }

  /** Words that link to nothing here, as they stand in the question. */
  record UnknownWords(List<String> words) implements Plan {
    public UnknownWords {
      words = List.copyOf(words);
    }
  }

  /**
   * Every word is known, and the whole is not understood.
   *
   * @param words the words that have no place in any query; empty if it is the whole
   */
  record NotUnderstood(List<String> words) implements Plan {
    public NotUnderstood {
      words = List.copyOf(words);
    }
  }

  /** A demand to act. */
  record Command() implements Plan {}

  /** A reason to be less than certain of a reading. */
  enum Doubt {
    /** A typing error was mended. */
    CORRECTED,
    /** Several things fit equally well, and all are told. */
    SEVERAL,
    /** One of several things was taken for having the fewest other words in its name. */
    NEAREST,
    /** No question word and no verb said what is asked. */
    SHORT,
    /** It continues an earlier question. */
    CONTINUED,
    /** The subject of the topic stood for what the words left open. */
    SUBJECT
  }
}
