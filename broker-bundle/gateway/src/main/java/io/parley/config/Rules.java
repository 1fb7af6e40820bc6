package io.parley.config;

import io.parley.message.Shown;
import java.util.Locale;

/** Checks that the records of this room share; each message names field, value and rule. */
final class Rules {
  private Rules() {}

  static int port(String field, int port) {
    return (int) within(field, port, 0, 65_535);
  }

  static long within(String field, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s %d must be %d to %d".formatted(field, value, least, most));
    }
    return value;
  }

  static String url(String field, String url, String... schemes) {
    for (String scheme : schemes) {
      if (url.toLowerCase(Locale.ROOT).startsWith(scheme + "://")
          && url.length() > scheme.length() + 3) {
        return url;
      }
    }
    throw new IllegalArgumentException(
        "%s '%s' must be a URL that begins with %s"
            .formatted(field, withoutSecret(url), String.join(":// or ", schemes) + "://"));
  }

  /** The URL with stars for its user and password. */
  static String withoutSecret(String url) {
    return Shown.shortened(url.replaceFirst("://[^/@]*@", "://***@"));
  }

  /** Whether an address means this machine only; a name but localhost counts as elsewhere. */
  static boolean loopback(String bind) {
    return bind.equalsIgnoreCase("localhost")
        || bind.equals("::1")
        || bind.matches("127(\\.\\d{1,3}){3}");
  }
}
