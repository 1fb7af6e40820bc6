package io.parley.message;

import java.util.Arrays;
import java.util.function.Function;

/** Finds the constant that a word on the wire stands for. */
final class Words {
  private Words() {}

  static <T> T find(T[] constants, Function<T, String> wordOf, String field, String word) {
    return Arrays.stream(constants)
        .filter(constant -> wordOf.apply(constant).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s '%s' must be one of %s"
                        .formatted(
                            field,
                            Shown.shortened(word),
                            Arrays.stream(constants).map(wordOf).toList())));
  }
}
