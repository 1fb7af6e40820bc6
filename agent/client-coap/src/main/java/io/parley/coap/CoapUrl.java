package io.parley.coap;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where an entrance is: {@code coap://host:port}, or {@code coaps://identity:key@host:port} with
 * the pre-shared key in hex. The port is 5683, and 5684 over DTLS, unless given.
 *
 * @param secure whether to speak DTLS
 * @param host its name or address
 * @param port 1..65535
 * @param identity the PSK identity; absent: certificates
 * @param key the pre-shared key, hex; present exactly where {@code identity} is
 */
record CoapUrl(
    boolean secure, String host, int port, @Nullable String identity, @Nullable String key) {
  private static final int PLAIN_PORT = 5683;
  private static final int SECURE_PORT = 5684;

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException naming the part and the rule, never the key
   */
  static CoapUrl parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("url must be coap://host:port or coaps://...");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("coaps");
    if (!secure && !scheme.equals("coap")) {
      throw new IllegalArgumentException("url scheme '%s' must be coap or coaps".formatted(scheme));
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("url must name a host");
    }
    String user = uri.getUserInfo();
    if (user != null && !secure) {
      throw new IllegalArgumentException("url with a key must begin with coaps");
    }
    int port = uri.getPort() > 0 ? uri.getPort() : secure ? SECURE_PORT : PLAIN_PORT;
    if (user == null) {
      return new CoapUrl(secure, uri.getHost(), port, null, null);
    }
    int colon = user.indexOf(':');
    if (colon < 1 || !isHex(user.substring(colon + 1))) {
      throw new IllegalArgumentException("url must hold identity:key before @, the key in hex");
    }
    return new CoapUrl(
        secure, uri.getHost(), port, user.substring(0, colon), user.substring(colon + 1));
  }

  /** The base of all requests, without credentials. */
  String base() {
    return "%s://%s:%d".formatted(secure ? "coaps" : "coap", host, port);
  }

  byte[] keyBytes() {
    return HexFormat.of().parseHex(key == null ? "" : key);
  }

  private static boolean isHex(String text) {
    return !text.isEmpty() && text.length() % 2 == 0 && text.matches("[0-9a-fA-F]+");
  }

  /** Never the key. */
  @Override
  public String toString() {
    return base();
  }
}
