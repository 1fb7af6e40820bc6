package io.parley.mqtt;

import io.parley.message.Shown;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker is: {@code mqtt://[user[:password]@]host[:port][/path]}, or {@code mqtts} for TLS.
 * {@code tcp} and {@code ssl} are read as the same. User and password may be percent-encoded.
 *
 * @param tls whether the connection is encrypted
 * @param host a name or an address; IPv6 in brackets
 * @param port 1..65535; 1883 without, 8883 with TLS where none is given
 * @param user the user name; absent: none
 * @param password the password; absent: none
 * @param path what follows the port, without slashes around it; empty: nothing. An upstream's site
 */
public record BrokerUrl(
    boolean tls,
    String host,
    int port,
    @Nullable String user,
    @Nullable String password,
    String path) {
  public BrokerUrl {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "port %d of a broker URL must lie in 1..65535".formatted(port));
    }
    if (host.isEmpty()) {
      throw new IllegalArgumentException("host '' of a broker URL must not be empty");
    }
  }

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException naming the part and the rule, never the password
   */
  public static BrokerUrl parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "broker URL '%s' cannot be read: %s".formatted(shown(text), e.getReason()), e);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean tls =
        switch (scheme) {
          case "mqtt", "tcp" -> false;
          case "mqtts", "ssl" -> true;
          default ->
              throw new IllegalArgumentException(
                  "scheme '%s' of broker URL '%s' must be mqtt or mqtts"
                      .formatted(Shown.shortened(scheme), shown(text)));
        };
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(
          "broker URL '%s' must name a host, as in mqtt://host:1883".formatted(shown(text)));
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 8883 : 1883;
    String[] who = userInfo(uri);
    String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("^/+|/+$", "");
    return new BrokerUrl(tls, uri.getHost(), port, who[0], who[1], path);
  }

  /** The same place with other credentials. */
  public BrokerUrl withUser(String newUser, String newPassword) {
    return new BrokerUrl(tls, host, port, newUser, newPassword, path);
  }

  private static @Nullable String[] userInfo(URI uri) {
    String raw = uri.getRawUserInfo();
    if (raw == null) {
      return new @Nullable String[] {null, null};
    }
    int colon = raw.indexOf(':');
    return colon < 0
        ? new @Nullable String[] {decoded(raw), null}
        : new @Nullable String[] {
          decoded(raw.substring(0, colon)), decoded(raw.substring(colon + 1))
        };
  }

  /** Percent-decoded; a plus stays a plus. */
  private static String decoded(String raw) {
    return URI.create("x:/?" + raw.replace("?", "%3F").replace("#", "%23")).getQuery();
  }

  private static String shown(String text) {
    return Shown.shortened(text.replaceAll("//[^/@]*@", "//...@"));
  }

  /** Without user and password. */
  @Override
  public String toString() {
    return "%s://%s:%d%s"
        .formatted(tls ? "mqtts" : "mqtt", host, port, path.isEmpty() ? "" : "/" + path);
  }
}
