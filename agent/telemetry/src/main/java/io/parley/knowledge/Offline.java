package io.parley.knowledge;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which devices are offline, by their topics. Safe for any thread. */
final class Offline {
  private static final int MOST = 20_000;

  private final Map<String, Gone> devices = new ConcurrentHashMap<>();

  private record Gone(String availability, Ended how) {}

  /** Remembers a device; beyond 20,000 of them new ones are left out. */
  void add(String device, String availability, Ended how) {
    if (devices.size() < MOST || devices.containsKey(device)) {
      devices.put(device, new Gone(availability, how));
    }
  }

  boolean remove(String device) {
    return devices.remove(device) != null;
  }

  /** How the value of a series ended where it is that of a device that is offline. */
  Optional<Ended> of(Series.Key key) {
    if (devices.isEmpty()) {
      return Optional.empty();
    }
    String topic = key.topic();
    for (int end = topic.length(); end > 0; end = topic.lastIndexOf('/', end - 1)) {
      Gone gone = devices.get(topic.substring(0, end));
      if (gone != null && !gone.availability().equals(topic)) {
        return Optional.of(gone.how());
      }
    }
    return Optional.empty();
  }
}
