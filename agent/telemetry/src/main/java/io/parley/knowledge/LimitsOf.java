package io.parley.knowledge;

import io.parley.knowledge.Fact.Limits;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What series should stay within: the operator's limits first, then those beside them. */
final class LimitsOf {
  private final KnowledgeSettings settings;
  private final Function<Series.Key, @Nullable Series> series;

  /** Where there may be limits beside a value; only grows, within the bound of the series. */
  private final Set<String> families = ConcurrentHashMap.newKeySet();

  LimitsOf(KnowledgeSettings settings, Function<Series.Key, @Nullable Series> series) {
    this.settings = settings;
    this.series = series;
  }

  /** Takes that there is such a series. */
  void added(Series.Key key) {
    if (Siblings.boundary(key) && families.size() < settings.mostSeries()) {
      families.add(Siblings.family(key));
    }
  }

  @Nullable Limits of(Series one) {
    if (!(one.value() instanceof Number)) {
      return null;
    }
    for (LimitRule rule : settings.limits()) {
      if (rule.covers(one.key.topic(), one.key.path())) {
        return rule.limits();
      }
    }
    if (!families.contains(Siblings.family(one.key))) {
      return null;
    }
    return Siblings.of(
        one.key,
        key -> {
          Series sibling = series.apply(key);
          return sibling == null || sibling.ended() ? null : sibling.value();
        });
  }
}
