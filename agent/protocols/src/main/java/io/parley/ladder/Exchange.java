package io.parley.ladder;

import io.parley.knowledge.Fact;
import io.parley.message.Evidence;
import java.time.Instant;
import java.util.List;

/**
 * A question in words that was answered, as a learner sees it.
 *
 * @param question the question in words
 * @param subject its subject, levels joined by slashes; empty for none
 * @param facts what was known when it was answered, the best first
 * @param answer the answer in words
 * @param evidence what the answer rests on
 * @param asker who asked; empty if unknown
 * @param at when it was answered
 */
public record Exchange(
    String question,
    String subject,
    List<Fact> facts,
    String answer,
    List<Evidence> evidence,
    String asker,
    Instant at) {
  public Exchange {
    facts = List.copyOf(facts);
    evidence = List.copyOf(evidence);
  }
}
