package io.parley.prompt;

import io.parley.knowledge.Fact;
import java.util.List;

/**
 * An answer that the facts support.
 *
 * @param text the answer, not blank, one line
 * @param kind what it tells
 * @param facts what it rests on; empty for {@link Kind#UNSURE}
 */
public record Candidate(String text, Kind kind, List<Fact> facts) {
  /** The text by which a model says that the facts do not tell. */
  public static final String UNSURE = "unsure";

  /** Checks the text. */
  public Candidate {
    if (text.isBlank()) {
      throw new IllegalArgumentException("candidate.text must not be blank");
    }
    facts = List.copyOf(facts);
  }

  static Candidate unsure() {
    return new Candidate(UNSURE, Kind.UNSURE, List.of());
  }
}
