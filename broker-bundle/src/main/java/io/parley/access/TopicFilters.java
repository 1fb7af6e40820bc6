package io.parley.access;

import java.util.List;

/** Topic Names and Topic Filters, MQTT 5 section 4.7, as pure functions over text. */
final class TopicFilters {
  /** Longer topics are refused by the broker as well. */
  static final int LONGEST = 256;

  private static final String SHARE = "$share/";

  private TopicFilters() {}

  /** Whether one may publish to it: 1 to 256 characters, no wildcard, no NUL. */
  static boolean validName(String topic) {
    return !topic.isEmpty()
        && topic.length() <= LONGEST
        && topic.indexOf('+') < 0
        && topic.indexOf('#') < 0
        && topic.indexOf('\0') < 0;
  }

  /** Whether one may subscribe to it; wildcards stand alone in their level and # comes last. */
  static boolean valid(String filter) {
    if (filter.isEmpty() || filter.length() > LONGEST || filter.indexOf('\0') >= 0) {
      return false;
    }
    List<String> levels = levels(filter);
    for (int i = 0; i < levels.size(); i++) {
      String level = levels.get(i);
      boolean many = level.indexOf('#') >= 0;
      if (many && (level.length() > 1 || i < levels.size() - 1)) {
        return false;
      }
      if (level.indexOf('+') >= 0 && level.length() > 1) {
        return false;
      }
    }
    return true;
  }

  /**
   * The filter that a subscription really reads: what follows {@code $share/GROUP/}, or itself;
   * empty if it is malformed (MQTT 5, 4.8.2).
   */
  static String withoutShare(String filter) {
    if (!filter.startsWith("$share")) {
      return valid(filter) ? filter : "";
    }
    if (!filter.startsWith(SHARE)) {
      return "";
    }
    int slash = filter.indexOf('/', SHARE.length());
    if (slash <= SHARE.length() || slash == filter.length() - 1) {
      return "";
    }
    String group = filter.substring(SHARE.length(), slash);
    String rest = filter.substring(slash + 1);
    boolean good = group.indexOf('+') < 0 && group.indexOf('#') < 0 && valid(rest);
    return good && !rest.startsWith("$share") ? rest : "";
  }

  /** Whether messages on this topic come to this filter. */
  static boolean matches(String filter, String topic) {
    return validName(topic) && covers(filter, topic);
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
