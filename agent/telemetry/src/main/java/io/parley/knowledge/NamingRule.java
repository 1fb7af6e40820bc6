package io.parley.knowledge;

import io.parley.message.Shown;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the series of some topics are named, e.g. {@code plant/{place}/{device}/{quantity}}.
 *
 * @param topic the topic, level by level: {@code {word}} takes the level into the name, {@code +}
 *     leaves it out, {@code #} at the end leaves the rest out, all else must be as written
 * @param name the name made of the levels, e.g. {@code {device} in {place} {quantity}}, where
 *     {@code {path}} is the path in the payload; absent: the levels as they come, then the path
 * @param unit the unit of these series; absent: as it comes or as is usual
 */
public record NamingRule(String topic, @Nullable String name, @Nullable String unit) {
  public NamingRule {
    List<String> levels = List.of(topic.split("/", -1));
    for (int i = 0; i < levels.size(); i++) {
      String level = levels.get(i);
      boolean braces = level.indexOf('{') >= 0 || level.indexOf('}') >= 0;
      if (braces && !(slot(level) && level.length() > 2)) {
        throw new IllegalArgumentException(
            "topic '%s' must have {word} as a whole level".formatted(Shown.shortened(topic)));
      }
      if (level.equals("#") && i < levels.size() - 1) {
        throw new IllegalArgumentException(
            "topic '%s' must have # as its last level only".formatted(Shown.shortened(topic)));
      }
    }
  }

  private static boolean slot(String level) {
    return level.startsWith("{") && level.endsWith("}");
  }

  /** The name in raw words, or nothing if the rule is for other topics. */
  Optional<String> apply(String seriesTopic, String path) {
    String[] wanted = topic.split("/", -1);
    String[] levels = seriesTopic.split("/", -1);
    Map<String, String> slots = new LinkedHashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].equals("#")) {
        return Optional.of(filled(slots, path));
      }
      if (i >= levels.length) {
        return Optional.empty();
      }
      if (slot(wanted[i])) {
        slots.put(wanted[i], levels[i]);
      } else if (!wanted[i].equals("+") && !wanted[i].equals(levels[i])) {
        return Optional.empty();
      }
    }
    return wanted.length == levels.length ? Optional.of(filled(slots, path)) : Optional.empty();
  }

  private String filled(Map<String, String> slots, String path) {
    if (name == null) {
      return String.join(" ", slots.values()) + " " + path;
    }
    String filled = name.replace("{path}", path);
    for (Map.Entry<String, String> slot : slots.entrySet()) {
      filled = filled.replace(slot.getKey(), slot.getValue());
    }
    return filled;
  }

  /** The slots of the topic, for messages. */
  List<String> slots() {
    return Arrays.stream(topic.split("/", -1)).filter(NamingRule::slot).toList();
  }
}
