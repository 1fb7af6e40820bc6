package io.parley.ingest;

import io.parley.knowledge.Reading;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A SenML pack (RFC 8428) resolved to records that stand alone. */
final class SenmlPack {
  /** RFC 8428, section 4.4: the version this is. */
  private static final long VERSION = 10;

  /** RFC 8428, section 4.5.3: smaller times count from now. */
  private static final long RELATIVE_BELOW = 1L << 28;

  private static final long LATEST = 253_402_300_799L;
  private static final Map<String, String> CBOR_LABELS =
      Map.ofEntries(
          Map.entry("-1", "bver"),
          Map.entry("-2", "bn"),
          Map.entry("-3", "bt"),
          Map.entry("-4", "bu"),
          Map.entry("-5", "bv"),
          Map.entry("-6", "bs"),
          Map.entry("0", "n"),
          Map.entry("1", "u"),
          Map.entry("2", "v"),
          Map.entry("3", "vs"),
          Map.entry("4", "vb"),
          Map.entry("5", "s"),
          Map.entry("6", "t"),
          Map.entry("7", "ut"),
          Map.entry("8", "vd"));

  private final Instant now;
  private String baseName = "";
  private BigDecimal baseTime = BigDecimal.ZERO;
  private @Nullable String baseUnit;
  private BigDecimal baseValue = BigDecimal.ZERO;
  private BigDecimal baseSum = BigDecimal.ZERO;

  /**
   * One resolved record.
   *
   * @param name base name and name
   * @param value number, text or boolean; absent where the record says that there is none
   * @param unit the unit as people write it; absent if none is given
   * @param at when it was measured; absent if the pack gives no time
   */
  record Entry(String name, @Nullable Object value, @Nullable String unit, @Nullable Instant at) {}

  private SenmlPack(Instant now) {
    this.now = now;
  }

  /** Whether an array looks like a pack: objects, the first of which has a field of SenML's. */
  static boolean looksLikeOne(@Nullable Object tree) {
    return tree instanceof List<?> list
        && !list.isEmpty()
        && list.get(0) instanceof Map<?, ?> first
        && (first.containsKey("bn") || first.containsKey("n"))
        && first.keySet().stream().allMatch(SenmlPack::label);
  }

  private static boolean label(Object key) {
    return CBOR_LABELS.containsValue(key.toString()) || key.toString().endsWith("_");
  }

  /**
   * The records in the order of their times.
   *
   * @param cbor whether the labels are CBOR's integers
   * @throws UnreadableException if it is no pack or must not be understood in part
   */
  static List<Entry> entries(@Nullable Object tree, boolean cbor, Instant now)
      throws UnreadableException {
    if (!(tree instanceof List<?> records)) {
      throw new UnreadableException(Unreadable.MALFORMED, "a SenML pack must be an array");
    }
    SenmlPack pack = new SenmlPack(now);
    List<Entry> entries = new ArrayList<>();
    for (Object record : records) {
      if (!(record instanceof Map<?, ?> map)) {
        throw new UnreadableException(Unreadable.MALFORMED, "a SenML record must be an object");
      }
      pack.resolve(cbor ? named(map) : map, entries);
    }
    entries.sort(
        Comparator.comparing(e -> e.at() == null ? now : e.at(), Comparator.naturalOrder()));
    return entries;
  }

  private static Map<?, ?> named(Map<?, ?> map) {
    java.util.LinkedHashMap<String, @Nullable Object> named = new java.util.LinkedHashMap<>();
    map.forEach((k, v) -> named.put(CBOR_LABELS.getOrDefault(k.toString(), k.toString()), v));
    return named;
  }

  private void resolve(Map<?, ?> record, List<Entry> entries) throws UnreadableException {
    for (Object key : record.keySet()) {
      if (key.toString().endsWith("_")) {
        throw new UnreadableException(
            Unreadable.MALFORMED, "a label that ends in _ must be understood (RFC 8428, 4.4)");
      }
    }
    if (number(record, "bver", BigDecimal.valueOf(VERSION)).longValue() > VERSION) {
      throw new UnreadableException(Unreadable.MALFORMED, "bver must be at most " + VERSION);
    }
    baseName = record.containsKey("bn") ? text(record, "bn") : baseName;
    baseTime = number(record, "bt", baseTime);
    baseUnit = record.containsKey("bu") ? text(record, "bu") : baseUnit;
    baseValue = number(record, "bv", baseValue);
    baseSum = number(record, "bs", baseSum);
    String name = baseName + (record.containsKey("n") ? text(record, "n") : "");
    String unit = record.containsKey("u") ? text(record, "u") : baseUnit;
    Instant at = time(record);
    Object value = value(record);
    if (value == null && record.containsKey("v")) {
      entries.add(new Entry(name, null, null, at));
    } else if (value != null) {
      entries.add(new Entry(name, value, SenmlUnits.shown(unit), at));
    }
    if (record.containsKey("s") || (value == null && baseSum.signum() != 0)) {
      BigDecimal sum = number(record, "s", BigDecimal.ZERO).add(baseSum);
      entries.add(new Entry(name + " sum", accepted(sum), null, at));
    }
  }

  private @Nullable Object value(Map<?, ?> record) throws UnreadableException {
    if (record.containsKey("v") && record.get("v") == null) {
      return null;
    }
    if (record.containsKey("v")) {
      return accepted(number(record, "v", BigDecimal.ZERO).add(baseValue));
    }
    if (record.get("vs") instanceof String text) {
      return accepted(text);
    }
    if (record.get("vb") instanceof Boolean bool) {
      return bool;
    }
    // A base value alone is a value (section 4.1); data values (vd) are no telemetry to be said.
    boolean none = !record.containsKey("vs") && !record.containsKey("vb");
    boolean silent = none && !record.containsKey("vd") && !record.containsKey("s");
    return silent && baseValue.signum() != 0 && record.containsKey("n") ? baseValue : null;
  }

  private static Object accepted(Object value) throws UnreadableException {
    if (!Reading.acceptable(value)) {
      throw new UnreadableException(Unreadable.TOO_LONG, "a SenML value must be short");
    }
    return value;
  }

  private @Nullable Instant time(Map<?, ?> record) throws UnreadableException {
    if (!record.containsKey("t") && baseTime.signum() == 0) {
      return null;
    }
    BigDecimal seconds = number(record, "t", BigDecimal.ZERO).add(baseTime);
    if (seconds.abs().compareTo(BigDecimal.valueOf(LATEST)) > 0) {
      throw new UnreadableException(
          Unreadable.MALFORMED, "a SenML time must lie before year 10000");
    }
    long millis = seconds.movePointRight(3).longValue();
    boolean relative = seconds.compareTo(BigDecimal.valueOf(RELATIVE_BELOW)) < 0;
    return relative ? now.plusMillis(millis) : Instant.ofEpochMilli(millis);
  }

  private static String text(Map<?, ?> record, String label) throws UnreadableException {
    if (record.get(label) instanceof String text) {
      return text;
    }
    throw new UnreadableException(Unreadable.MALFORMED, "SenML's " + label + " must be a text");
  }

  private static BigDecimal number(Map<?, ?> record, String label, BigDecimal otherwise)
      throws UnreadableException {
    Object value = record.get(label);
    if (value == null && !record.containsKey(label)) {
      return otherwise;
    }
    BigDecimal number;
    if (value instanceof BigDecimal decimal) {
      number = decimal;
    } else if (value instanceof BigInteger big) {
      number = new BigDecimal(big);
    } else if (value instanceof Long whole) {
      number = BigDecimal.valueOf(whole);
    } else {
      throw new UnreadableException(Unreadable.MALFORMED, "SenML's " + label + " must be a number");
    }
    if (!Reading.acceptable(number)) {
      throw new UnreadableException(Unreadable.TOO_LONG, "SenML's " + label + " must be short");
    }
    return number;
  }
}
