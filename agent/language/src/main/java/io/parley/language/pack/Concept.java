package io.parley.language.pack;

/**
 * What a phrase means, the same in every language.
 *
 * @param kind its part in a question
 * @param value which one, e.g. {@code temperature}; empty where the kind says it all
 */
public record Concept(Kind kind, String value) {
  /** How an index names it, e.g. {@code class:lamp}. */
  public String key() {
    return kind.code() + ":" + value;
  }
}
