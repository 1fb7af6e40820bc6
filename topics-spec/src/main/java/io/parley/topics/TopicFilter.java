package io.parley.topics;

import io.parley.message.Shown;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An MQTT topic filter and what it matches (MQTT 5, sections 4.7 and 4.8.2).
 *
 * @param shareName the group of a shared subscription; empty if it is none
 * @param filter the filter without {@code $share/name/}
 */
public record TopicFilter(String shareName, String filter) {
  /** MQTT 5, section 1.5.4: a string has two bytes for its length. */
  private static final int LONGEST = 65_535;

  private static final String SHARE = "$share/";

  public TopicFilter {
    if (shareName.contains("/") || hasWildcard(shareName)) {
      throw new IllegalArgumentException(
          "share name '%s' must hold no /, + or #".formatted(Shown.shortened(shareName)));
    }
    requireFilter(filter);
  }

  /**
   * Reads a filter as it stands in a SUBSCRIBE packet.
   *
   * @throws IllegalArgumentException naming the filter and the rule
   */
  public static TopicFilter of(String text) {
    if (!text.startsWith(SHARE) && !text.equals("$share")) {
      return new TopicFilter("", text);
    }
    int slash = text.indexOf('/', SHARE.length());
    if (slash <= SHARE.length()) {
      throw new IllegalArgumentException(
          "filter '%s' must be $share/name/filter".formatted(Shown.shortened(text)));
    }
    return new TopicFilter(text.substring(SHARE.length(), slash), text.substring(slash + 1));
  }

  /** Whether a message on this topic name is sent to this filter's subscribers. */
  public boolean matches(String topic) {
    if (!validName(topic)) {
      return false;
    }
    // Section 4.7.2: no wildcard as the first character matches a topic that begins with $.
    if (topic.startsWith("$") && hasWildcard(filter.substring(0, 1))) {
      return false;
    }
    return matches(levels(filter), levels(topic));
  }

  private static boolean matches(List<String> filter, List<String> topic) {
    for (int i = 0; i < filter.size(); i++) {
      String wanted = filter.get(i);
      if (wanted.equals("#")) {
        return true;
      }
      if (i >= topic.size() || !(wanted.equals("+") || wanted.equals(topic.get(i)))) {
        // "sport/#" matches "sport" itself: there the filter's next and last level is #.
        return false;
      }
      if (i == topic.size() - 1) {
        int more = filter.size() - topic.size();
        return more == 0 || (more == 1 && filter.get(i + 1).equals("#"));
      }
    }
    return false;
  }

  /** Whether the text is a topic name: not empty, no wildcard, no NUL, at most 65,535 bytes. */
  public static boolean validName(String topic) {
    return validString(topic) && !hasWildcard(topic);
  }

  /** The filter as it stands in a SUBSCRIBE packet. */
  @Override
  public String toString() {
    return shareName.isEmpty() ? filter : SHARE + shareName + "/" + filter;
  }

  private static void requireFilter(String filter) {
    if (!validString(filter)) {
      throw new IllegalArgumentException(
          "filter '%s' must be 1 to 65535 bytes of UTF-8 without NUL"
              .formatted(Shown.shortened(filter)));
    }
    List<String> levels = levels(filter);
    for (int i = 0; i < levels.size(); i++) {
      String level = levels.get(i);
      boolean last = i == levels.size() - 1;
      if (hasWildcard(level) && !level.equals("+") && !(level.equals("#") && last)) {
        throw new IllegalArgumentException(
            "filter '%s' must have + alone in a level and # alone in the last"
                .formatted(Shown.shortened(filter)));
      }
    }
  }

  private static boolean validString(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.indexOf('\0') < 0
        && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static boolean hasWildcard(String text) {
    return text.indexOf('+') >= 0 || text.indexOf('#') >= 0;
  }

  private static List<String> levels(String text) {
    return List.of(text.split("/", -1));
  }
}
