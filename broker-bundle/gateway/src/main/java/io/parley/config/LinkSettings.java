package io.parley.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A broker elsewhere: an external one instead of the embedded one, or the one upstream.
 *
 * @param url {@code mqtt://} or {@code mqtts://}, host and port; upstream its path is the site
 * @param user the user name to give; the URL may hold one as well
 * @param password the password to give
 * @param truststore PKCS #12 with the certificates to trust; null: those that Java trusts
 * @param truststorePassword of the truststore
 */
public record LinkSettings(
    String url,
    @Nullable String user,
    @Nullable String password,
    @Nullable Path truststore,
    @Nullable String truststorePassword) {
  public LinkSettings {
    Rules.url("url", url, "mqtt", "mqtts", "tcp", "ssl");
  }

  /** A link with nothing but its URL. */
  public static LinkSettings to(String url) {
    return new LinkSettings(url, null, null, null, null);
  }

  /** Shows neither user nor password. */
  @Override
  public String toString() {
    return "LinkSettings[%s]".formatted(Rules.withoutSecret(url));
  }
}
