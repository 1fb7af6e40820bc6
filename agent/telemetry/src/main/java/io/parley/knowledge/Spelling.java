package io.parley.knowledge;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** How far a word as typed is from a word that may have been meant. */
public final class Spelling {
  /** Shorter words are never corrected. */
  static final int SHORTEST_CORRECTED = 4;

  private Spelling() {}

  /**
   * The optimal string alignment distance (insertions, deletions, replacements and swaps of
   * neighbours) where it is at most {@code limit}, else {@code limit + 1}.
   */
  public static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[] before = new int[b.length() + 1];
    int[] previous = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(Math.min(previous[j] + 1, row[j - 1] + 1), previous[j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, before[j - 2] + 1);
        }
        row[j] = best;
        least = Math.min(least, best);
      }
      if (least > limit + 1) {
        return limit + 1;
      }
      int[] spare = before;
      before = previous;
      previous = row;
      row = spare;
    }
    return Math.min(previous[b.length()], limit + 1);
  }

  /** How many edits a word of this length may be away from the one that was meant. */
  public static int allowedEdits(int length) {
    if (length >= 7) {
      return 2;
    }
    return length >= SHORTEST_CORRECTED ? 1 : 0;
  }

  /**
   * The nearest word of the vocabulary that begins with the same letter and is within the allowed
   * edits; absent if there is none.
   *
   * @param firstOfTies of several as near the first is taken; else none is
   */
  public static @Nullable String nearest(
      String word, Collection<String> vocabulary, boolean firstOfTies) {
    int best = 3;
    String found = null;
    int ties = 0;
    for (String candidate : vocabulary) {
      if (candidate.charAt(0) != word.charAt(0)) {
        continue;
      }
      int limit = allowedEdits(Math.min(word.length(), candidate.length()));
      int distance = distance(word, candidate, limit);
      if (distance > limit) {
        continue;
      }
      if (distance < best) {
        best = distance;
        found = candidate;
        ties = 1;
      } else if (distance == best) {
        ties++;
      }
    }
    return ties == 1 || firstOfTies ? found : null;
  }
}
