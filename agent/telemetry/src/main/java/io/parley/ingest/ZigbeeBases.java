package io.parley.ingest;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Under which topics a Zigbee2MQTT publishes: the base of the settings, and every one whose bridge
 * was heard. Safe for any thread.
 */
final class ZigbeeBases {
  private static final int MOST = 64;
  private static final Pattern BRIDGE =
      Pattern.compile(
          "(.+)/bridge/(?:devices|groups|info|state|health|logging|log|config|extensions|converters"
              + "|definitions|event|request/.*|response/.*)");
  private static final String LIST = "/bridge/devices";

  /** By base, the topics of its devices. */
  private final Map<String, Set<String>> devices = new ConcurrentHashMap<>();

  ZigbeeBases(String base) {
    devices.put(base, Set.of());
  }

  /** Whether the topic is that of a bridge about itself, whose base is known from then on. */
  boolean bridge(String topic) {
    Matcher bridge = BRIDGE.matcher(topic);
    if (!bridge.matches()) {
      return false;
    }
    String base = bridge.group(1);
    if (topic.endsWith(LIST) && devices.size() < MOST) {
      devices.putIfAbsent(base, Set.of());
    }
    return devices.containsKey(base);
  }

  /** Whether the topic is that of a device list. */
  static boolean list(String topic) {
    return topic.endsWith(LIST) && topic.length() > LIST.length();
  }

  /** The base of a device list. */
  static String base(String list) {
    return list.substring(0, list.length() - LIST.length());
  }

  /** Takes the topics of the devices of a base; which of those before are gone. */
  Set<String> gone(String base, Set<String> now) {
    Set<String> before = devices.put(base, Set.copyOf(now));
    Set<String> gone = new HashSet<>(before == null ? Set.of() : before);
    gone.removeAll(now);
    return gone;
  }

  /** Whether the topic lies under a base. */
  boolean covers(String topic) {
    for (int end = topic.lastIndexOf('/'); end > 0; end = topic.lastIndexOf('/', end - 1)) {
      if (devices.containsKey(topic.substring(0, end))) {
        return true;
      }
    }
    return false;
  }
}
