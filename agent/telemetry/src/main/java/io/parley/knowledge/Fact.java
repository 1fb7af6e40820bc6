package io.parley.knowledge;

import io.parley.message.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One series as it stands now, all computed by code: what a model may read and an answer may cite.
 *
 * @param topic the MQTT topic it comes from
 * @param path where in the payload, levels joined by dots; empty: the payload itself
 * @param name its name in words, lower case, e.g. {@code boiler 3 temperature}
 * @param quantity what is measured, e.g. {@code temperature}; empty if unknown
 * @param value a number, string or boolean, as it came in
 * @param unit its unit; absent if unknown
 * @param at when the value came; absent if unknown (it was retained)
 * @param changed when the value last changed; absent if unknown
 * @param limits what it should stay within; absent if unknown
 * @param windows statistics over the last times, shortest first
 * @param state the value in words where its source's own rules say what it means, e.g. {@code
 *     closed} for a contact that is {@code true}; absent where the value speaks for itself
 * @param restored whether the value is from before the last start
 * @param ended that the series has no value any more, and {@code value} is what it had last; absent
 *     while it has one
 */
public record Fact(
    String topic,
    String path,
    String name,
    String quantity,
    Object value,
    @Nullable String unit,
    @Nullable Instant at,
    @Nullable Instant changed,
    @Nullable Limits limits,
    List<Window> windows,
    @Nullable String state,
    boolean restored,
    @Nullable Ended ended) {
  public Fact {
    windows = List.copyOf(windows);
  }

  /** A fact that stands. */
  public Fact(
      String topic,
      String path,
      String name,
      String quantity,
      Object value,
      @Nullable String unit,
      @Nullable Instant at,
      @Nullable Instant changed,
      @Nullable Limits limits,
      List<Window> windows,
      @Nullable String state,
      boolean restored) {
    this(
        topic, path, name, quantity, value, unit, at, changed, limits, windows, state, restored,
        null);
  }

  /** A fact of this run whose value speaks for itself. */
  public Fact(
      String topic,
      String path,
      String name,
      String quantity,
      Object value,
      @Nullable String unit,
      @Nullable Instant at,
      @Nullable Instant changed,
      @Nullable Limits limits,
      List<Window> windows) {
    this(topic, path, name, quantity, value, unit, at, changed, limits, windows, null, false);
  }

  /** The fact as an answer cites it. */
  public Evidence evidence() {
    return new Evidence(topic, path, value, unit, at);
  }

  /**
   * The facts without those that are the limits of others among them: a reader of the facts sees a
   * limit beside its value, and {@code boiler temperature limit} would be one more boiler.
   */
  public static List<Fact> withoutBounds(List<Fact> facts) {
    Set<Series.Key> bounds =
        facts.stream()
            .filter(fact -> fact.limits() != null)
            .flatMap(fact -> Siblings.around(new Series.Key(fact.topic(), fact.path())))
            .collect(Collectors.toSet());
    return facts.stream()
        .filter(fact -> !bounds.contains(new Series.Key(fact.topic(), fact.path())))
        .toList();
  }

  /** The value as people say it: its {@code state} if it has one, else the value itself. */
  public Object said() {
    return state == null ? value : state;
  }

  /**
   * What a value should stay within.
   *
   * @param low at least this; absent: no lower limit
   * @param high at most this; absent: no upper limit
   */
  public record Limits(@Nullable Double low, @Nullable Double high) {}

  /**
   * Statistics over the time before now.
   *
   * @param span how long
   * @param count how many values came
   * @param min the least
   * @param max the greatest
   * @param mean the arithmetic mean of the values that came, with one digit more than they had
   */
  public record Window(Duration span, long count, double min, double max, double mean) {}
}
