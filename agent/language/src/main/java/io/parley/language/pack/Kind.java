package io.parley.language.pack;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What part a phrase plays in a question. */
public enum Kind {
  /** The question word; the value is one of what, which, is, when, how-many, ... */
  ASK,
  QUANTITY,
  CLASS,
  PLACE,
  FLOOR,
  STATE,
  /** Greatest; the value is the quantity that the word implies (hottest), or empty. */
  MAX,
  MIN,
  /** More than; the value is the quantity that the word implies (warmer), or empty. */
  ABOVE,
  BELOW,
  AT_LEAST,
  AT_MOST,
  EQUAL,
  BETWEEN,
  /** Beyond the upper limit; the value is the quantity that the word implies (too hot). */
  OVER_LIMIT,
  UNDER_LIMIT,
  /** Beyond either limit. */
  BEYOND_LIMIT,
  /** Within the limits. */
  WITHIN_LIMIT,
  /** The limit itself. */
  LIMIT,
  MEAN,
  SUM,
  DIFFERENCE,
  RATIO,
  TOP,
  RISING,
  FALLING,
  STEADY,
  TREND,
  CHANGED,
  /** Was used or made, said of energy, water, gas; the value is the quantity implied, or empty. */
  USED,
  NOT,
  ALL,
  ANY,
  NONE,
  AND,
  OR,
  THAN,
  /** Leaves out what follows. */
  EXCEPT,
  /** The word before a wanted unit or a place. */
  IN,
  SPAN,
  NUMBER,
  UNIT,
  PRONOUN,
  /** A demand to act. */
  COMMAND,
  /** What no telemetry tells: why, who, tomorrow. */
  BEYOND,
  /** Is anything wrong? */
  PROBLEMS,
  /** What can I ask? */
  TOPICS,
  /** The last time; what was so last is not what is so now. */
  LATEST,
  /** Became so in a time, which is more than having been so: opened, switched on. */
  TURNED,
  /** Things as such: sensors, devices. */
  THING,
  FILLER;

  /** Its name in a pack, e.g. {@code at-least}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one of this name in a pack. */
  public static Optional<Kind> of(String code) {
    return Stream.of(values()).filter(kind -> kind.code().equals(code)).findFirst();
  }

  /** Whether it says which series are meant. */
  public boolean restricts() {
    return this == QUANTITY || this == CLASS || this == PLACE || this == FLOOR;
  }

  /** Whether it is part of how a sentence is made, also where a name at the site has the word. */
  public boolean grammar() {
    return switch (this) {
      case ASK,
          FILLER,
          NOT,
          ALL,
          ANY,
          NONE,
          AND,
          OR,
          THAN,
          IN,
          EXCEPT,
          ABOVE,
          BELOW,
          PRONOUN,
          THING,
          TOP,
          USED ->
          true;
      default -> false;
    };
  }
}
