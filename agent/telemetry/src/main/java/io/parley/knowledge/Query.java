package io.parley.knowledge;

import java.util.Map;
import java.util.Set;

/**
 * A question as retrieval reads it.
 *
 * @param said its words as they were typed, joined without spaces
 * @param words its words as they were typed and as they were meant
 * @param names how surely each word of a thing or place is meant, 0 to 1; numbers are not among
 *     them
 * @param numbered each number with the word before it, as {@code word number}
 * @param quantities what each word asks to be measured
 * @param states state words, such as {@code open}
 * @param bound whether it asks for a limit rather than for a value
 * @param many whether it asks for several things together
 * @param context words of the subject that the question itself does not say
 */
record Query(
    String said,
    Set<String> words,
    Map<String, Double> names,
    Set<String> numbered,
    Map<String, Set<String>> quantities,
    Set<String> states,
    boolean bound,
    boolean many,
    Set<String> context) {

  /** Whether a number stands behind this word. */
  boolean numbers(String word) {
    String start = word + " ";
    return numbered.stream().anyMatch(pair -> pair.startsWith(start));
  }
}
