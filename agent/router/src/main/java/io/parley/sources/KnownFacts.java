package io.parley.sources;

import io.parley.gateway.FactSource;
import io.parley.knowledge.Fact;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Naming;
import io.parley.knowledge.Selection;
import io.parley.message.Evidence;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
    Selection selection = knowledge.selection(text, subject, MOST);
    if (selection.complete()) {
      return selection.facts();
    }
    Set<Fact> all = new LinkedHashSet<>(selection.facts());
    selection.groups().forEach(group -> all.addAll(group.members()));
    return List.copyOf(all);
  }

  @Override
  public @Nullable Object value(String topic, String path) {
    return knowledge
        .fact(topic, path)
        .filter(fact -> fact.ended() == null)
        .map(Fact::value)
        .orElse(null);
  }
}
