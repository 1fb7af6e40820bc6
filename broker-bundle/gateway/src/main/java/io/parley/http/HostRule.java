package io.parley.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which names this machine may be called by. A page from elsewhere can make its own name point here
 * (DNS rebinding), and then a browser would hand it our answers; its name in the Host header gives
 * it away. The same holds for the Origin that a browser sends along with a POST.
 */
record HostRule(List<String> hosts) {
  private static final List<String> OURS = List.of("localhost", "127.0.0.1", "[::1]");

  boolean allowsHost(@Nullable String header) {
    if (header == null || header.isEmpty() || header.length() > 255) {
      return false;
    }
    String name = withoutPort(header.toLowerCase(Locale.ROOT));
    return OURS.contains(name) || hosts.stream().anyMatch(host -> host.equalsIgnoreCase(name));
  }

  /** No Origin is no browser, or its own page; any other must be this very address. */
  boolean allowsOrigin(@Nullable String origin, @Nullable String host) {
    if (origin == null) {
      return true;
    }
    return host != null
        && (origin.equalsIgnoreCase("http://" + host)
            || origin.equalsIgnoreCase("https://" + host));
  }

  private static String withoutPort(String host) {
    return host.replaceFirst(":\\d{1,5}$", "");
  }
}
