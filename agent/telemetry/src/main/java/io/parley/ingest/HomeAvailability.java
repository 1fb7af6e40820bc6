package io.parley.ingest;

import io.parley.knowledge.Knowledge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The availability topics that Home Assistant's discovery names for its entities: where one of them
 * says offline, what they publish has ended. Safe for any thread.
 */
final class HomeAvailability {
  private static final int MOST = 20_000;

  private final Map<String, Watched> byTopic = new ConcurrentHashMap<>();

  /** Availability topics that said offline last. */
  private final Set<String> offline = ConcurrentHashMap.newKeySet();

  /**
   * One availability topic.
   *
   * @param on what it says of an entity that is there
   * @param off what it says of one that is not
   * @param path where in the payload that stands
   * @param entities the state topics of the entities
   */
  private record Watched(String on, String off, String path, Set<String> entities) {}

  /**
   * Takes what a component says of its availability; beyond 20,000 topics new ones are left out.
   */
  void add(Map<String, Object> config, String stateTopic) {
    for (Map<?, ?> one : topics(config)) {
      String topic = Objects.toString(one.get("topic"), "");
      if (config.get("~") instanceof String base) {
        topic = HomeAssistant.based(topic, base);
      }
      if (!topic.isEmpty() && !topic.equals(stateTopic)) {
        Template template =
            one.get("template") instanceof String text
                ? Template.of(text)
                : new Template("", null, true);
        if (template != null && (byTopic.size() < MOST || byTopic.containsKey(topic))) {
          byTopic
              .computeIfAbsent(
                  topic,
                  fresh ->
                      new Watched(
                          Objects.toString(one.get("on"), "online"),
                          Objects.toString(one.get("off"), "offline"),
                          template.path(),
                          ConcurrentHashMap.newKeySet()))
              .entities()
              .add(stateTopic);
        }
      }
    }
  }

  private static List<Map<?, ?>> topics(Map<String, Object> config) {
    List<Map<?, ?>> topics = new ArrayList<>();
    if (config.get("availability_topic") instanceof String) {
      topics.add(config);
    }
    Object list = config.get("availability");
    for (Object each :
        list instanceof List<?> many ? many : list == null ? List.of() : List.of(list)) {
      if (each instanceof Map<?, ?> map && topics.size() < 16) {
        topics.add(map);
      }
    }
    return topics.stream().<Map<?, ?>>map(HomeAvailability::one).toList();
  }

  private static Map<String, Object> one(Map<?, ?> said) {
    Map<String, Object> one = new HashMap<>();
    put(one, "topic", said, "availability_topic", "avty_t", "topic", "t");
    put(one, "on", said, "payload_available", "pl_avail");
    put(one, "off", said, "payload_not_available", "pl_not_avail");
    put(one, "template", said, "availability_template", "avty_tpl", "value_template", "val_tpl");
    if (said.containsKey("state_topic") && !said.containsKey("availability_template")) {
      one.remove("template");
    }
    return one;
  }

  private static void put(Map<String, Object> to, String name, Map<?, ?> said, String... keys) {
    for (String key : keys) {
      if (said.get(key) != null) {
        to.putIfAbsent(name, said.get(key).toString());
      }
    }
  }

  /** Takes what one of them says. */
  void take(String topic, String path, Object value, Knowledge knowledge, @Nullable Instant since) {
    Watched watched = byTopic.get(topic);
    if (watched == null || !watched.path().equals(path)) {
      return;
    }
    if (watched.off().equalsIgnoreCase(value.toString())) {
      offline.add(topic);
      watched.entities().forEach(entity -> knowledge.offline(entity, topic, since));
    } else if (watched.on().equalsIgnoreCase(value.toString())) {
      offline.remove(topic);
      watched.entities().stream()
          .filter(entity -> offline.stream().noneMatch(other -> names(other, entity)))
          .forEach(knowledge::online);
    }
  }

  private boolean names(String topic, String entity) {
    Watched watched = byTopic.get(topic);
    return watched != null && watched.entities().contains(entity);
  }
}
