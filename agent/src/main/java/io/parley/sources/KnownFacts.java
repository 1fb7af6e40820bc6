package io.parley.sources;

import io.parley.gateway.FactSource;
import io.parley.knowledge.Fact;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Naming;
import io.parley.message.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this node has seen; for a question that brought facts along, those alone: a boiler 3 of this
 * node is not the boiler 3 that was asked about.
 */
public final class KnownFacts implements FactSource {
  private static final int MOST = 30;

  private final Knowledge knowledge;
  private final Naming naming = new Naming(List.of());

  /** Facts of this knowledge. */
  public KnownFacts(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  @Override
  public List<Fact> select(String text, String subject, List<Evidence> carried) {
    if (!carried.isEmpty()) {
      return naming.facts(carried);
    }
    return knowledge.select(text, subject, MOST);
  }

  @Override
  public @Nullable Object value(String topic, String path) {
    return knowledge.fact(topic, path).map(Fact::value).orElse(null);
  }
}
