package io.parley.knowledge;

import io.parley.knowledge.Fact.Limits;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Limits that a device publishes beside a value: {@code temperature_limit} beside {@code
 * temperature}, as another key of the payload or as another topic.
 */
final class Siblings {
  /**
   * Greatest and least values ({@code _max}, {@code _min}) are statistics more often than limits.
   */
  private static final List<String> UPPER =
      List.of(
          "%s_limit",
          "%s_upper_limit",
          "%s_high_limit",
          "%s_limit_high",
          "%s_limit_upper",
          "%s_limit_max",
          "%s_max_limit",
          "%s_max_allowed",
          "max_%s_allowed",
          "max_allowed_%s",
          "%s_alarm_high",
          "%s_alarm_max",
          "%s_high_alarm",
          "%s_alarm",
          "%s_threshold",
          "%s_threshold_high",
          "%s_high_threshold",
          "%s_upper_threshold",
          "%sLimit",
          "%sUpperLimit",
          "%sHighLimit",
          "%sThreshold",
          "%s-limit",
          "%s.limit",
          "%s_grenzwert",
          "%s_grenze",
          "%s_limite",
          "limite_%s",
          "%s_seuil",
          "seuil_%s",
          "%s_umbral",
          "umbral_%s",
          "%s_soglia",
          "soglia_%s",
          "%s_grens",
          "%s_grenswaarde",
          "%s上限");

  private static final List<String> LOWER =
      List.of(
          "%s_lower_limit",
          "%s_low_limit",
          "%s_limit_low",
          "%s_limit_lower",
          "%s_limit_min",
          "%s_min_limit",
          "%s_min_allowed",
          "min_%s_allowed",
          "min_allowed_%s",
          "%s_alarm_low",
          "%s_alarm_min",
          "%s_low_alarm",
          "%s_threshold_low",
          "%s_low_threshold",
          "%s_lower_threshold",
          "%sLowerLimit",
          "%sLowLimit",
          "%s下限");

  /** That an alarm is raised, which is no limit. */
  private static final Set<Long> RAISED = Set.of(0L, 1L);

  private static final Set<String> BOUND =
      Set.of(
          "limit",
          "allowed",
          "threshold",
          "alarm",
          "grenzwert",
          "grenze",
          "limite",
          "seuil",
          "umbral",
          "soglia",
          "grens",
          "grenswaarde",
          "上限",
          "下限");

  private Siblings() {}

  /** What a series and its bounds have in common: the topic, or the topic above it. */
  static String family(Series.Key key) {
    int slash = key.topic().lastIndexOf('/');
    return key.path().isEmpty() && slash >= 0 ? key.topic().substring(0, slash) : key.topic();
  }

  /** Whether the last level is called as bounds are. */
  static boolean boundary(Series.Key key) {
    String whole = key.path().isEmpty() ? key.topic() : key.path();
    String last = whole.substring(Math.max(0, whole.length() - 40)).toLowerCase(Locale.ROOT);
    return BOUND.stream().anyMatch(last::contains);
  }

  /** The limits found beside the series; absent if there are none. */
  static @Nullable Limits of(Series.Key key, Function<Series.Key, @Nullable Object> valueOf) {
    Double high = first(UPPER, key, valueOf);
    Double low = first(LOWER, key, valueOf);
    return high == null && low == null ? null : new Limits(low, high);
  }

  /** Where the limits of a series would be. */
  static Stream<Series.Key> around(Series.Key key) {
    return Stream.concat(UPPER.stream(), LOWER.stream()).map(form -> sibling(form, key));
  }

  private static @Nullable Double first(
      List<String> forms, Series.Key key, Function<Series.Key, @Nullable Object> valueOf) {
    for (String form : forms) {
      Object value = valueOf.apply(sibling(form, key));
      boolean raised = value != null && form.endsWith("_alarm") && RAISED.contains(value);
      if (value instanceof Number number && !raised) {
        return number.doubleValue();
      }
    }
    return null;
  }

  private static Series.Key sibling(String form, Series.Key key) {
    boolean inPayload = !key.path().isEmpty();
    String whole = inPayload ? key.path() : key.topic();
    int cut = whole.lastIndexOf(inPayload ? '.' : '/') + 1;
    String renamed =
        whole.substring(0, cut)
            + form.replace(".", inPayload ? "." : "/").replace("%s", whole.substring(cut));
    return inPayload ? new Series.Key(key.topic(), renamed) : new Series.Key(renamed, "");
  }
}
