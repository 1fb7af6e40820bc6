package io.parley.site;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One series of values.
 *
 * @param id where it comes from
 * @param thing the name of the thing that it belongs to; empty if to none
 * @param name its name in words, lower case, e.g. {@code boiler 3 supply temperature}
 * @param qualifiers the words of the name that neither thing nor quantity has, e.g. {@code supply}
 * @param quantity what is measured, e.g. {@code temperature}; empty if unknown
 * @param unit its unit as it is told; absent if unknown
 * @param kind what kind of values they are
 * @param deviceClass the class of its thing; empty if unknown
 * @param place the place of its thing; empty if unknown
 * @param floor the floor of its thing; empty if unknown
 * @param states the canonical state of each value that is one, by the value's text in lower case,
 *     e.g. {@code true -> closed}; empty if the values are no states
 * @param limits what its value should stay within; absent if unknown
 */
public record Series(
    SeriesId id,
    String thing,
    String name,
    List<String> qualifiers,
    String quantity,
    @Nullable String unit,
    Kind kind,
    String deviceClass,
    String place,
    String floor,
    Map<String, String> states,
    @Nullable Limits limits) {
  public Series {
    qualifiers = List.copyOf(qualifiers);
    states = Map.copyOf(states);
  }

  /** What kind of values a series has. */
  public enum Kind {
    /** A number that is measured. */
    MEASUREMENT,
    /** A number that only grows, until it is reset. */
    COUNTER,
    /** One of a few states. */
    STATE,
    /** Something that happened. */
    EVENT,
    /** What somebody set. */
    SETTING,
    /** A figure that the device computed over a time of its own, e.g. the energy of today. */
    STATISTIC,
    /** Text, or what is not understood. */
    OTHER
  }

  /**
   * What a value should stay within.
   *
   * @param low at least this; absent: no lower limit
   * @param high at most this; absent: no upper limit
   */
  public record Limits(@Nullable Double low, @Nullable Double high) {}
}
