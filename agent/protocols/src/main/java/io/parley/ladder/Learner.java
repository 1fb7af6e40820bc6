package io.parley.ladder;

import io.parley.protocol.ProtocolDraft;
import java.util.List;
import java.util.Optional;

/**
 * Finds the kind of a question, and a protocol for a kind from its exchanges. Code does it in
 * {@link FactInduction}; a larger model may do it where code finds nothing.
 */
public interface Learner {
  /**
   * What makes questions alike: the same text for questions of the same intent, other slots. Empty
   * if this learner can make nothing of it.
   */
  Optional<String> kind(Exchange exchange);

  /**
   * A protocol for exchanges of one kind. Whoever asks checks it against the vectors and against
   * every exchange; a learner that is wrong costs nothing but time.
   */
  Optional<Learned> learn(List<Exchange> exchanges);

  /**
   * A protocol that was found.
   *
   * @param draft the document
   * @param expression a routine for it, in JSONata
   */
  record Learned(ProtocolDraft draft, String expression) {}
}
