package io.parley.gateway;

import io.parley.knowledge.Fact;
import io.parley.message.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The port to what the node has seen. */
public interface FactSource {
  /** A node that has seen nothing. */
  FactSource NONE =
      new FactSource() {
        @Override
        public List<Fact> select(String text, String subject, List<Evidence> carried) {
          return List.of();
        }

        @Override
        public @Nullable Object value(String topic, String path) {
          return null;
        }
      };

  /**
   * The facts that matter for a question, the best first: at most 30, and beyond these the other
   * members of a group that the question asks for together.
   *
   * @param text the question in words
   * @param subject its subject, levels joined by slashes; empty for none
   * @param carried what the gateway below sent along
   */
  List<Fact> select(String text, String subject, List<Evidence> carried);

  /** The value of a series now; null if it is unknown. */
  @Nullable Object value(String topic, String path);
}
