package io.parley.config;

import java.util.List;

/**
 * Metrics, page and API over HTTP.
 *
 * @param enabled whether there is any
 * @param bind the address, {@code 127.0.0.1} unless {@code insecure} is set
 * @param port usually 8420; 0 takes a free one
 * @param hosts further names that a browser may call this machine by
 */
public record HttpDoor(boolean enabled, String bind, int port, List<String> hosts) {
  /** On this machine only. */
  public static final HttpDoor USUAL = new HttpDoor(true, "127.0.0.1", 8420, List.of());

  public HttpDoor {
    Rules.port("http.port", port);
    hosts = List.copyOf(hosts);
  }

  /** The same on another port. */
  public HttpDoor withPort(int newPort) {
    return new HttpDoor(enabled, bind, newPort, hosts);
  }

  /** The same, open or not. */
  public HttpDoor withEnabled(boolean newEnabled) {
    return new HttpDoor(newEnabled, bind, port, hosts);
  }
}
