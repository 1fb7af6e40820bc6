package io.parley.gateway;

import io.parley.message.Cost;
import io.parley.message.Evidence;
import io.parley.message.Nak;
import io.parley.message.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one step of this node ended: {@link Found}, {@link Guess}, {@link Refused} or {@link
 * Nothing}.
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
   */
  record Found(
      Route route,
      @Nullable String text,
      @Nullable Object data,
      @Nullable Double confidence,
      List<Evidence> evidence,
      Source source,
      @Nullable Cost cost)
      implements Attempt {
    public Found {
      evidence = List.copyOf(evidence);
    }

    Guess asGuess(String why) {
      return new Guess(route, text, confidence, evidence, source, cost, why);
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
   */
  record Guess(
      Route route,
      @Nullable String text,
      @Nullable Double confidence,
      List<Evidence> evidence,
      Source source,
      @Nullable Cost cost,
      String why)
      implements Attempt {
    public Guess {
      evidence = List.copyOf(evidence);
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
