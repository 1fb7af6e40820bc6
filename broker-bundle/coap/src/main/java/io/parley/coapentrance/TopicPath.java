package io.parley.coapentrance;

import io.parley.message.Shown;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Uri-Path segments as an MQTT topic (MQTT 5, 4.7) and back. */
final class TopicPath {
  private static final int MOST_BYTES = 256;
  private static final int MOST_LEVELS = 8;

  /** Under the root, what a device may announce of itself; the rest is spoken, never retained. */
  private static final Set<String> ANNOUNCED = Set.of("card", "status");

  private TopicPath() {}

  /**
   * The topic of these levels.
   *
   * @throws Refused 4.00 naming the level and the rule
   */
  static String topic(List<String> levels) throws Refused {
    if (levels.isEmpty() || levels.size() > MOST_LEVELS) {
      throw Refused.badRequest(
          "topic must have 1..%d levels, has %d".formatted(MOST_LEVELS, levels.size()));
    }
    for (String level : levels) {
      if (!named(level)) {
        throw Refused.badRequest(
            "topic level '%s' must not be empty nor hold / + # or control characters"
                .formatted(Shown.shortened(level)));
      }
    }
    if (levels.get(0).startsWith("$")) {
      throw Refused.badRequest(
          "topic level '%s' must not begin with $".formatted(Shown.shortened(levels.get(0))));
    }
    String topic = String.join("/", levels);
    int bytes = topic.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_BYTES) {
      throw Refused.badRequest(
          "topic of %d bytes must have at most %d".formatted(bytes, MOST_BYTES));
    }
    return topic;
  }

  private static boolean named(String level) {
    for (int i = 0; i < level.length(); i++) {
      char c = level.charAt(i);
      if (c == '/' || c == '+' || c == '#' || Character.isISOControl(c)) {
        return false;
      }
    }
    return !level.isEmpty();
  }

  /** Whether a retained message may be left there at all, whoever asks. */
  static boolean writable(String root, String topic) {
    int end = root.length();
    if (!topic.startsWith(root) || topic.length() == end || topic.charAt(end) != '/') {
      return true;
    }
    String[] below = topic.substring(end + 1).split("/", -1);
    return below.length == 3 && ANNOUNCED.contains(below[1]);
  }
}
