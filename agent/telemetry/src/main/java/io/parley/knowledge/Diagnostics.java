package io.parley.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Series that tell about the device's own health and link rather than about the plant. */
final class Diagnostics {
  private final Set<String> exact;
  private final List<String[]> patterns;

  Diagnostics(List<String> lines) {
    exact =
        lines.stream()
            .filter(line -> line.indexOf('*') < 0 && line.indexOf('/') < 0)
            .map(line -> line.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    patterns =
        lines.stream()
            .filter(line -> line.indexOf('*') >= 0 || line.indexOf('/') >= 0)
            .map(line -> line.toLowerCase(Locale.ROOT).split("[./]"))
            .toList();
  }

  /** The list in {@code diagnostics.txt}. */
  static List<String> shipped() {
    try (InputStream in = Diagnostics.class.getResourceAsStream("diagnostics.txt")) {
      if (in == null) {
        throw new IllegalStateException("diagnostics.txt must be beside its class");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the end of the topic and path is on the list. */
  boolean covers(String topic, String path) {
    String lowerPath = path.toLowerCase(Locale.ROOT);
    String whole = topic.toLowerCase(Locale.ROOT) + (path.isEmpty() ? "" : "." + lowerPath);
    String last = whole.substring(Math.max(whole.lastIndexOf('/'), whole.lastIndexOf('.')) + 1);
    if (exact.contains(last) || exact.contains(lowerPath)) {
      return true;
    }
    if (patterns.isEmpty()) {
      return false;
    }
    String[] levels = whole.split("[./]");
    return patterns.stream().anyMatch(pattern -> covers(pattern, levels));
  }

  private static boolean covers(String[] pattern, String[] levels) {
    boolean open = pattern[pattern.length - 1].equals("*");
    int fixed = open ? pattern.length - 1 : pattern.length;
    for (int from = 0; from + fixed <= levels.length; from++) {
      boolean end = open ? from + fixed < levels.length : from + fixed == levels.length;
      if (end && same(pattern, levels, from, fixed)) {
        return true;
      }
    }
    return false;
  }

  private static boolean same(String[] pattern, String[] levels, int from, int count) {
    for (int i = 0; i < count; i++) {
      if (!pattern[i].equals("*") && !pattern[i].equals(levels[from + i])) {
        return false;
      }
    }
    return true;
  }
}
