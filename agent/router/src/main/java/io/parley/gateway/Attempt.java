package io.parley.gateway;

import io.parley.message.Cost;
import io.parley.message.Evidence;
import io.parley.message.Nak;
import io.parley.message.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one step of this node ended: {@link Found}, {@link Guess}, {@link Refused}, {@link
 * Unanswerable}, {@link Unsupported} or {@link Nothing}.
 */
public sealed interface Attempt {
  /** Nothing was found, and nothing is to be said of it. */
  Attempt NOTHING = new Nothing("");

  /**
   * An answer that holds.
   *
   * @param route how it was found
   * @param text in words; absent if only data was asked for
   * @param data the reply of a protocol
   * @param confidence calibrated, 0..1; absent if uncalibrated
   * @param evidence what it rests on
   * @param source which model or protocol spoke
   * @param cost what it cost; absent if nothing but time
   * @param understood how the question was understood; absent where no query was made of it
   */
  record Found(
      Route route,
      @Nullable String text,
      @Nullable Object data,
      @Nullable Double confidence,
      List<Evidence> evidence,
      Source source,
      @Nullable Cost cost,
      @Nullable Understood understood)
      implements Attempt {
    public Found {
      evidence = List.copyOf(evidence);
    }

    /** One that no query was made for. */
    public Found(
        Route route,
        @Nullable String text,
        @Nullable Object data,
        @Nullable Double confidence,
        List<Evidence> evidence,
        Source source,
        @Nullable Cost cost) {
      this(route, text, data, confidence, evidence, source, cost, null);
    }

    Guess asGuess(String why) {
      return new Guess(route, text, confidence, evidence, source, cost, why, understood);
    }
  }

  /**
   * A best guess that is not sure enough.
   *
   * @param route how it was found
   * @param text the guess; absent if there is none
   * @param confidence calibrated, 0..1; absent if uncalibrated
   * @param evidence what it rests on
   * @param source which model or protocol spoke
   * @param cost what it cost
   * @param why why it is not sure, as a sentence
   * @param understood how the question was understood; absent where no query was made of it
   */
  record Guess(
      Route route,
      @Nullable String text,
      @Nullable Double confidence,
      List<Evidence> evidence,
      Source source,
      @Nullable Cost cost,
      String why,
      @Nullable Understood understood)
      implements Attempt {
    public Guess {
      evidence = List.copyOf(evidence);
    }

    /** One that no query was made for. */
    public Guess(
        Route route,
        @Nullable String text,
        @Nullable Double confidence,
        List<Evidence> evidence,
        Source source,
        @Nullable Cost cost,
        String why) {
      this(route, text, confidence, evidence, source, cost, why, null);
    }
  }

  /**
   * A protocol message that is not accepted here.
   *
   * @param nak why
   * @param why in words: the field, the value, the rule
   */
  record Refused(Nak nak, String why) implements Attempt {}

  /**
   * The question was read, and there is no sure answer to it here.
   *
   * @param code why: {@code unknown-word}, {@code not-understood}, {@code stale}, {@code
   *     incomplete}
   * @param why the same as a sentence in the asker's language
   * @param words the words that are not known or have no place; empty if it is no matter of words
   * @param evidence what is known all the same
   * @param understood how the question was understood; absent if it was not
   */
  record Unanswerable(
      String code,
      String why,
      List<String> words,
      List<Evidence> evidence,
      @Nullable Understood understood)
      implements Attempt {
    public Unanswerable {
      words = List.copyOf(words);
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * It is no question: a demand to act, which a node never does.
   *
   * @param why as a sentence in the asker's language
   */
  record Unsupported(String why) implements Attempt {}

  /**
   * Nothing to say.
   *
   * @param why as a sentence; empty if there is nothing to tell
   */
  record Nothing(String why) implements Attempt {}

  /**
   * Which model or protocol spoke; absent parts did not.
   *
   * @param model the model's name
   * @param snapshot the model's snapshot
   * @param protocol the protocol id
   */
  record Source(@Nullable String model, @Nullable String snapshot, @Nullable String protocol) {
    /** Neither model nor protocol. */
    public static final Source NONE = new Source(null, null, null);

    /** A protocol spoke. */
    public static Source ofProtocol(String cid) {
      return new Source(null, null, cid);
    }
  }
}
