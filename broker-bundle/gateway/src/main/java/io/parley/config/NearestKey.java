package io.parley.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The key that was probably meant. */
final class NearestKey {
  private NearestKey() {}

  /** The nearest of the keys by Levenshtein distance, if it is not further than half its length. */
  static Optional<String> to(String written, Collection<String> keys) {
    String lower = written.toLowerCase(Locale.ROOT);
    return keys.stream()
        .min(
            Comparator.<String>comparingInt(key -> distance(lower, key.toLowerCase(Locale.ROOT)))
                .thenComparing(key -> key))
        .filter(
            key ->
                distance(lower, key.toLowerCase(Locale.ROOT))
                    <= Math.max(2, Math.max(written.length(), key.length()) / 2));
  }

  /** How many letters must be put in, taken out or changed. */
  static int distance(String one, String other) {
    int[] previous = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], previous[j]) + 1, previous[j - 1] + change);
      }
      previous = row;
    }
    return previous[other.length()];
  }
}
