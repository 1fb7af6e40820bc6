package io.parley.broker;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the embedded broker runs.
 *
 * @param listeners where it listens, at least one
 * @param data where sessions, queues and retained messages are kept (in Xodus, never the default
 *     file mode); null keeps them in memory and loses them at the end
 * @param limits what a client may cost
 */
public record BrokerSettings(
    List<BrokerListener> listeners, @Nullable Path data, BrokerLimits limits) {
  public BrokerSettings {
    listeners = List.copyOf(listeners);
    if (listeners.isEmpty()) {
      throw new IllegalArgumentException("listeners [] must hold at least one");
    }
  }

  /** In memory, plain TCP on this machine, with the usual limits. */
  public static BrokerSettings onLoopback(int port) {
    return new BrokerSettings(List.of(BrokerListener.loopback(port)), null, BrokerLimits.USUAL);
  }
}
