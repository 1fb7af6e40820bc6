package io.parley.access;

import io.parley.topics.TopicFilter;
import java.util.List;

/** What rights need to know of topic filters beyond {@link TopicFilter}. */
final class TopicFilters {
  /** Longer topics are refused by the broker as well. */
  static final int LONGEST = 256;

  private TopicFilters() {}

  /** Whether one may publish to it: a topic name of at most 256 characters. */
  static boolean validName(String topic) {
    return topic.length() <= LONGEST && TopicFilter.validName(topic);
  }

  /**
   * The filter that a subscription really reads: what follows {@code $share/GROUP/}, or itself;
   * empty if it is malformed (MQTT 5, 4.8.2).
   */
  static String read(String filter) {
    try {
      return filter.length() <= LONGEST ? TopicFilter.of(filter).filter() : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** Whether every topic that {@code inner} matches is matched by {@code outer}. */
  static boolean covers(String outer, String inner) {
    if (inner.startsWith("$") && !outer.startsWith("$")) {
      return false;
    }
    List<String> wide = levels(outer);
    List<String> narrow = levels(inner);
    for (int i = 0; i < wide.size(); i++) {
      String level = wide.get(i);
      if (level.equals("#")) {
        return true;
      }
      if (i >= narrow.size()) {
        return false;
      }
      String asked = narrow.get(i);
      boolean one = level.equals("+") && !asked.equals("#");
      if (!one && !level.equals(asked)) {
        return false;
      }
    }
    return wide.size() == narrow.size();
  }

  static List<String> levels(String topic) {
    return List.of(topic.split("/", -1));
  }
}
