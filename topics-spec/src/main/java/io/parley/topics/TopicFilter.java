package io.parley.topics;

import io.parley.message.Shown;
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
    // Most topics are told apart by their first levels.
    return !topic.isEmpty() && sameLevels(topic) && validName(topic);
  }

  private boolean sameLevels(String topic) {
    // Section 4.7.2: no wildcard as the first character matches a topic that begins with $.
    if (topic.charAt(0) == '$' && (filter.charAt(0) == '+' || filter.charAt(0) == '#')) {
      return false;
    }
    int wanted = 0;
    int given = 0;
    while (true) {
      int wantedEnd = endOfLevel(filter, wanted);
      int givenEnd = endOfLevel(topic, given);
      if (isLevel(filter, wanted, wantedEnd, '#')) {
        return true;
      }
      boolean same =
          wantedEnd - wanted == givenEnd - given
              && filter.regionMatches(wanted, topic, given, givenEnd - given);
      if (!same && !isLevel(filter, wanted, wantedEnd, '+')) {
        return false;
      }
      if (givenEnd == topic.length()) {
        // "sport/#" matches "sport" itself.
        return wantedEnd == filter.length() || filter.substring(wantedEnd).equals("/#");
      }
      if (wantedEnd == filter.length()) {
        return false;
      }
      wanted = wantedEnd + 1;
      given = givenEnd + 1;
    }
  }

  private static int endOfLevel(String text, int from) {
    int slash = text.indexOf('/', from);
    return slash < 0 ? text.length() : slash;
  }

  private static boolean isLevel(String text, int from, int to, char wildcard) {
    return to - from == 1 && text.charAt(from) == wildcard;
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
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      } else if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        return false; // half of a pair has no UTF-8
      }
      if (bytes > LONGEST) {
        return false;
      }
    }
    return bytes > 0;
  }

  private static boolean hasWildcard(String text) {
    return text.indexOf('+') >= 0 || text.indexOf('#') >= 0;
  }

  private static List<String> levels(String text) {
    return List.of(text.split("/", -1));
  }
}
