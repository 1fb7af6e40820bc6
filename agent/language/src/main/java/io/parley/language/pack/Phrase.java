package io.parley.language.pack;

import java.util.List;

/**
 * Words that mean a concept.
 *
 * @param words lower case; an entry in braces is a slot: {@code {n}} a number, {@code {time-unit}}
 *     a unit of time, {@code {clock}} a time of day, {@code {gap}} one word or several, any
 * @param concept what they mean
 */
public record Phrase(List<String> words, Concept concept) {
  /** The slot of a number. */
  public static final String NUMBER = "{n}";

  /** The slot of a unit of time. */
  public static final String TIME_UNIT = "{time-unit}";

  /** The slot of a time of day. */
  public static final String CLOCK = "{clock}";

  /** The slot of whatever stands between two parts of a phrase. */
  public static final String GAP = "{gap}";

  public Phrase {
    words = List.copyOf(words);
  }
}
