package io.parley.broker;

import io.parley.ports.PortOwner;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** Tries an address before the broker does, which would go on without the listener. */
final class PortProbe {
  private PortProbe() {}

  /**
   * Binds and lets go.
   *
   * @throws BrokerException if it cannot be bound, with who holds it
   */
  static void requireFree(BrokerListener listener) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(listener.bind(), listener.port()));
    } catch (java.net.BindException e) {
      boolean taken = listener.port() != 0 && PortOwner.ofTcp(listener.port()).isPresent();
      throw new BrokerException(
          taken || "Address already in use".equals(firstWords(e.getMessage()))
              ? PortOwner.tcpTaken(listener.bind(), listener.port())
              : "cannot listen on %s:%d: %s"
                  .formatted(listener.bind(), listener.port(), e.getMessage()),
          e);
    } catch (IOException e) {
      throw new BrokerException(
          "cannot listen on %s:%d: %s".formatted(listener.bind(), listener.port(), e), e);
    }
  }

  private static String firstWords(@Nullable String message) {
    return message == null ? "" : message.replaceFirst(" \\(.*", "");
  }
}
