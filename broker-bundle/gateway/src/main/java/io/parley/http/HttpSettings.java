package io.parley.http;

import java.util.List;

/**
 * How HTTP is served.
 *
 * @param bind the address to listen on
 * @param port 0 takes a free one
 * @param hosts names beside localhost that requests may call this machine by
 * @param bodyBytes the largest body of a request
 * @param site the site, for the right to ask
 * @param root the root of the topic tree, for the right to ask
 */
public record HttpSettings(
    String bind, int port, List<String> hosts, int bodyBytes, String root, String site) {
  public HttpSettings {
    hosts = List.copyOf(hosts);
  }

  /** On this machine, 64 KiB bodies. */
  public static HttpSettings loopback(int port, String root, String site) {
    return new HttpSettings("127.0.0.1", port, List.of(), 64 << 10, root, site);
  }
}
