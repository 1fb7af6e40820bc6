package io.parley.documents;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Which documents are indexed, and how much of them.
 *
 * @param folder where they are, with the folders below it
 * @param index where the index is kept
 * @param mostFiles how many files are taken
 * @param mostBytes the largest file, in bytes
 * @param longestPassage how long a passage may be, in characters, 200 to 10,000
 * @param lookEvery how often changes are looked for
 */
public record DocumentSettings(
    Path folder, Path index, int mostFiles, int mostBytes, int longestPassage, Duration lookEvery) {
  public DocumentSettings {
    if (mostFiles < 1) {
      throw new IllegalArgumentException("mostFiles %d must be positive".formatted(mostFiles));
    }
    if (mostBytes < 1) {
      throw new IllegalArgumentException("mostBytes %d must be positive".formatted(mostBytes));
    }
    if (longestPassage < 200 || longestPassage > 10_000) {
      throw new IllegalArgumentException(
          "longestPassage %d must be 200 to 10000".formatted(longestPassage));
    }
    if (lookEvery.isNegative() || lookEvery.isZero()) {
      throw new IllegalArgumentException("lookEvery %s must be positive".formatted(lookEvery));
    }
  }

  /** 2,000 files of 1 MiB, passages of 1,200 characters, a look every 5 s. */
  public static DocumentSettings of(Path folder, Path index) {
    return new DocumentSettings(folder, index, 2_000, 1 << 20, 1_200, Duration.ofSeconds(5));
  }
}
