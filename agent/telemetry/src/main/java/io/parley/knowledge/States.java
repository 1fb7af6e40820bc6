package io.parley.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a value that is true or false means in words, by the name of its series. */
final class States {
  private static final int LONGEST_PHRASE = 2;
  private static final Set<String> TRUE =
      Set.of(
          "true",
          "1",
          "on",
          "yes",
          "online",
          "ready",
          "alert",
          "sleeping",
          "connected",
          "available",
          "alive",
          "active");
  private static final Set<String> FALSE =
      Set.of(
          "false",
          "0",
          "off",
          "no",
          "offline",
          "lost",
          "disconnected",
          "unavailable",
          "dead",
          "inactive");

  private static final Map<String, Row> ROWS = rows();

  private record Row(String ifTrue, String ifFalse, boolean booleansOnly) {}

  private States() {}

  private static Map<String, Row> rows() {
    try (InputStream in = States.class.getResourceAsStream("states.txt")) {
      if (in == null) {
        throw new IllegalStateException("states.txt must be beside its class");
      }
      Map<String, Row> rows = new HashMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\\|"))
          .forEach(cells -> rows.put(cells[0], new Row(cells[1], cells[2], only(cells[3]))));
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean only(String kinds) {
    return kinds.equals("boolean");
  }

  /**
   * The state in words, e.g. {@code not running} for {@code pump 1 running} that is 0; absent where
   * the value speaks for itself.
   */
  static @Nullable String of(String name, String quantity, Object value) {
    Boolean truth = truth(value);
    if (truth == null) {
      return null;
    }
    Row row = row(name);
    if (row == null) {
      row = ROWS.get(quantity);
    }
    return row == null || (row.booleansOnly() && !(value instanceof Boolean))
        ? null
        : truth ? row.ifTrue() : row.ifFalse();
  }

  private static @Nullable Row row(String name) {
    int from = name.length();
    Row found = null;
    for (int words = 0; words < LONGEST_PHRASE && from >= 0; words++) {
      from = name.lastIndexOf(' ', from - 1);
      Row row = ROWS.get(name.substring(from + 1));
      found = row == null ? found : row;
    }
    return found;
  }

  /** Whether the value says yes or no; absent where it says something else. */
  private static @Nullable Boolean truth(Object value) {
    if (value instanceof Boolean bool) {
      return bool;
    }
    if (value instanceof Long || (value instanceof String text && text.length() < 16)) {
      String word = value.toString().toLowerCase(Locale.ROOT);
      return TRUE.contains(word) ? Boolean.TRUE : FALSE.contains(word) ? Boolean.FALSE : null;
    }
    return null;
  }
}
