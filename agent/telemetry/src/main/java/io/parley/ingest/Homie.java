package io.parley.ingest;

import io.parley.knowledge.Description;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Naming;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of the Homie convention: {@code $name} and {@code $unit} of versions 3 and 4 on topics
 * of their own, and the {@code $description} of a whole device in version 5. Others are left alone.
 */
final class Homie {
  private static final int MOST_PROPERTIES = 2_000;

  private final Naming naming;
  private final Knowledge knowledge;

  Homie(Naming naming, Knowledge knowledge) {
    this.naming = naming;
    this.knowledge = knowledge;
  }

  /** Whether the last level is an attribute. */
  static boolean attribute(String topic) {
    return topic.indexOf('/') > 0 && topic.startsWith("$", topic.lastIndexOf('/') + 1);
  }

  /** Takes {@code $name} or {@code $unit}; says whether it was one of them. */
  boolean take(String topic, String text) {
    int slash = topic.lastIndexOf('/');
    String owner = topic.substring(0, slash);
    switch (topic.substring(slash + 1)) {
      case "$name" -> naming.label(owner, text);
      case "$unit" -> unit(owner, text);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Takes the {@code $description} of a device. */
  void describe(String topic, @Nullable Object tree) {
    String device = topic.substring(0, topic.lastIndexOf('/'));
    if (!(tree instanceof Map<?, ?> description)) {
      return;
    }
    label(device, description);
    int[] left = {MOST_PROPERTIES};
    each(
        description.get("nodes"),
        (id, node) -> {
          label(device + "/" + id, node);
          each(
              node.get("properties"),
              (property, about) -> {
                if (left[0]-- > 0) {
                  property(device + "/" + id + "/" + property, about);
                }
              });
        });
  }

  private void property(String topic, Map<?, ?> about) {
    label(topic, about);
    if (about.get("unit") instanceof String unit && !unit.isBlank()) {
      unit(topic, unit);
    }
  }

  private void unit(String topic, String unit) {
    Fitting.of(new Description(topic, "", null, null, unit, Map.of()))
        .ifPresent(knowledge::describe);
  }

  private void label(String topic, Map<?, ?> about) {
    if (about.get("name") instanceof String name && !name.isBlank()) {
      naming.label(topic, Fitting.name(name));
    }
  }

  private interface Named {
    void take(String id, Map<?, ?> about);
  }

  private static void each(@Nullable Object map, Named sink) {
    if (map instanceof Map<?, ?> entries) {
      entries.forEach(
          (id, about) -> {
            if (about instanceof Map<?, ?> fields) {
              sink.take(id.toString(), fields);
            }
          });
    }
  }
}
