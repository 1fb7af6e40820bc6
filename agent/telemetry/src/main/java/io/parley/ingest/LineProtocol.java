package io.parley.ingest;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * InfluxDB's line protocol, as Telegraf writes it: {@code measurement,tag=value field=1.5
 * 1465839830100400200}. Source: InfluxData, "Line protocol reference".
 */
final class LineProtocol {
  private static final String KEY = "(?:[^\\\\,= ]++|\\\\.)++";
  private static final String VALUE = "(?:\"(?:[^\"\\\\]++|\\\\.)*+\"|[^\\s,\"]++)";
  private static final Pattern LINE =
      Pattern.compile(
          "(KEY)((?:,KEY=KEY)*+) (KEY=VALUE(?:,KEY=VALUE)*+)(?: (-?[0-9]{9,19}))?"
              .replace("KEY", KEY)
              .replace("VALUE", VALUE));
  private static final Pattern TAG = Pattern.compile(",(KEY)=(KEY)".replace("KEY", KEY));
  private static final Pattern FIELD =
      Pattern.compile("(KEY)=(VALUE)(?:,|$)".replace("KEY", KEY).replace("VALUE", VALUE));
  private static final int LONGEST_LINE = 1_024;

  /**
   * One field of a line.
   *
   * @param path measurement, tag values and field key, joined by dots
   * @param inWords tag values and field key, and the measurement where it is not the same
   * @param value a number, boolean or text
   * @param at its timestamp; absent if it has none
   */
  record Entry(String path, String inWords, Object value, @Nullable Instant at) {}

  private LineProtocol() {}

  /** Whether every line is one of the protocol. */
  static boolean looksLikeIt(String text) {
    return text.indexOf('=') > 0
        && text.strip()
            .lines()
            .limit(20)
            .allMatch(line -> line.length() <= LONGEST_LINE && LINE.matcher(line).matches());
  }

  /** The fields of all lines that are of the protocol, in their order, at most so many. */
  static List<Entry> entries(String text, int most) {
    List<Entry> entries = new ArrayList<>();
    for (String line : text.strip().lines().toList()) {
      Matcher parts = LINE.matcher(line);
      if (line.length() <= LONGEST_LINE && parts.matches()) {
        fields(parts, entries, most);
      }
    }
    return entries;
  }

  private static void fields(Matcher line, List<Entry> entries, int most) {
    String measurement = bare(line.group(1));
    List<String> tags = new ArrayList<>();
    Matcher tag = TAG.matcher(line.group(2));
    while (tag.find()) {
      if (!tag.group(1).equals("host") && !tag.group(1).equals("topic")) {
        tags.add(bare(tag.group(2)));
      }
    }
    Instant at = line.group(4) == null ? null : time(line.group(4));
    Matcher field = FIELD.matcher(line.group(3));
    while (field.find() && entries.size() < most) {
      String key = bare(field.group(1));
      List<String> path = new ArrayList<>(List.of(measurement));
      path.addAll(tags);
      path.add(key);
      List<String> words = key.startsWith(measurement) ? path.subList(1, path.size()) : path;
      entries.add(
          new Entry(String.join(".", path), String.join(".", words), value(field.group(2)), at));
    }
  }

  private static Object value(String text) {
    if (text.startsWith("\"")) {
      return bare(text.substring(1, text.length() - 1));
    }
    switch (text) {
      case "t", "T", "true", "True", "TRUE" -> {
        return true;
      }
      case "f", "F", "false", "False", "FALSE" -> {
        return false;
      }
      default -> {
        String digits =
            text.matches("[+-]?[0-9]+[iu]") ? text.substring(0, text.length() - 1) : text;
        return Scalars.ofText(digits).map(Scalars.Scalar::value).orElse(text);
      }
    }
  }

  private static String bare(String text) {
    return text.replaceAll("\\\\(.)", "$1");
  }

  /** Seconds, milliseconds, microseconds or nanoseconds, by how many digits there are. */
  private static @Nullable Instant time(String digits) {
    int fraction = digits.length() - 10;
    if (fraction < 0 || digits.startsWith("-")) {
      return null;
    }
    BigDecimal seconds = new BigDecimal(digits).movePointLeft((fraction + 2) / 3 * 3);
    return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
  }
}
