package io.parley.mqtttransport;

import io.parley.mqtt.MemoryBroker;
import io.parley.mqtt.MemoryBroker.MemorySession;
import io.parley.transport.Transport;
import io.parley.transport.TransportOptions;
import io.parley.transport.TransportProvider;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Opens {@code memory://BROKER} for unit tests: brokers in memory, by name. */
public final class MemoryTransportProvider implements TransportProvider {
  private static final Map<String, MemoryBroker> BROKERS = new ConcurrentHashMap<>();
  private static final Map<String, MemorySession> SESSIONS = new ConcurrentHashMap<>();

  /** For the service loader. */
  public MemoryTransportProvider() {}

  /** The broker of this name. */
  public static MemoryBroker broker(String name) {
    return BROKERS.computeIfAbsent(name, made -> new MemoryBroker());
  }

  /** The session of an agent. */
  public static MemorySession session(String agent) {
    MemorySession session = SESSIONS.get(agent);
    if (session == null) {
      throw new IllegalArgumentException(agent);
    }
    return session;
  }

  @Override
  public Set<String> schemes() {
    return Set.of("memory");
  }

  @Override
  public Transport open(TransportOptions options) {
    return MqttTransport.open(
        options,
        will -> {
          MemorySession made = broker(options.url().getHost()).session(options.agent(), will);
          SESSIONS.put(options.agent(), made);
          return made;
        },
        Clock.systemUTC());
  }
}
