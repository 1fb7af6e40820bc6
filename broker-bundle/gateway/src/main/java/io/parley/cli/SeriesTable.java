package io.parley.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code /api/series} answers, as lines for people. */
final class SeriesTable {
  private static final int LONGEST_CELL = 48;
  private static final List<String> HEAD =
      List.of("NAME", "VALUE", "AGE", "PLACE", "CLASS", "TOPIC");

  private SeriesTable() {}

  static List<String> lines(Map<?, ?> answer) {
    List<Map<?, ?>> series = maps(answer.get("series"));
    List<String> lines = new ArrayList<>();
    if (series.isEmpty()) {
      lines.add("no series here");
    } else {
      lines.addAll(table(series));
    }
    if (answer.get("of") instanceof Number of && of.longValue() > series.size()) {
      lines.add("%d of %d series; more words show fewer".formatted(series.size(), of.longValue()));
    }
    lacking(series, "quantity").ifPresent(lines::add);
    lacking(series, "unit").ifPresent(lines::add);
    for (Map<?, ?> unread : maps(answer.get("unread"))) {
      lines.add(
          printable(
              "not understood: %s of %s, %s"
                  .formatted(text(unread, "count"), text(unread, "filter"), text(unread, "kind"))));
    }
    return lines;
  }

  private static Optional<String> lacking(List<Map<?, ?>> series, String what) {
    List<String> names =
        series.stream()
            .filter(one -> one.get("lacks") instanceof List<?> lacks && lacks.contains(what))
            .map(one -> text(one, "name"))
            .toList();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String few = String.join(", ", names.subList(0, Math.min(5, names.size())));
    return Optional.of(
        printable(
            "no %s known: %d series, %s%s"
                .formatted(what, names.size(), few, names.size() > 5 ? ", ..." : "")));
  }

  private static List<String> table(List<Map<?, ?>> series) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    series.forEach(one -> rows.add(row(one)));
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
    }
    return line.toString().stripTrailing();
  }

  private static List<String> row(Map<?, ?> one) {
    String path = text(one, "path");
    return List.of(
        cell(text(one, "name")),
        cell(value(one)),
        age(one.get("ageSeconds")),
        cell(text(one, "place")),
        cell(text(one, "class")),
        printable(text(one, "topic") + (path.isEmpty() ? "" : " " + path)));
  }

  private static String value(Map<?, ?> one) {
    if (one.get("ended") instanceof Map<?, ?> ended) {
      return text(ended, "why");
    }
    String value = text(one, "value");
    String state = text(one, "state");
    if (!state.isEmpty()) {
      return state.equalsIgnoreCase(value) ? state : "%s (%s)".formatted(state, value);
    }
    String unit = text(one, "unit");
    return unit.isEmpty() ? value : value + " " + unit;
  }

  /** An age in its largest whole unit. */
  static String age(@Nullable Object seconds) {
    if (!(seconds instanceof Number number)) {
      return "unknown";
    }
    Duration age = Duration.ofSeconds(number.longValue());
    if (age.toMinutes() < 1) {
      return age.toSeconds() + " s";
    }
    if (age.toHours() < 1) {
      return age.toMinutes() + " min";
    }
    return age.toDays() < 1 ? age.toHours() + " h" : age.toDays() + " d";
  }

  private static String cell(String text) {
    String cut = text.length() <= LONGEST_CELL ? text : text.substring(0, LONGEST_CELL - 3) + "...";
    return printable(cut);
  }

  /** What comes from outside must not steer the terminal that shows it. */
  static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]", "?");
  }

  private static String text(Map<?, ?> one, String key) {
    Object value = one.get(key);
    return value == null ? "" : String.valueOf(value);
  }

  private static List<Map<?, ?>> maps(@Nullable Object list) {
    List<Map<?, ?>> maps = new ArrayList<>();
    if (list instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> map) {
          maps.add(map);
        }
      }
    }
    return maps;
  }
}
