package io.parley.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Transport security of what listens here.
 *
 * @param port of MQTT over TLS, usually 8883; 0 takes a free one
 * @param keystore PKCS #12 or JKS with key and certificate
 * @param password of the keystore and its key
 * @param truststore who signs the certificates of clients
 * @param truststorePassword of the truststore
 * @param clients which clients must show a certificate
 */
public record TlsSettings(
    int port,
    Path keystore,
    String password,
    @Nullable Path truststore,
    @Nullable String truststorePassword,
    Clients clients) {
  /** Whether clients must show a certificate: not asked, may, must. */
  public enum Clients {
    NONE,
    OPTIONAL,
    REQUIRED
  }

  public TlsSettings {
    Rules.port("tls.port", port);
    if (clients != Clients.NONE && truststore == null) {
      throw new IllegalArgumentException(
          "tls.clients '%s' must come with tls.truststore".formatted(clients));
    }
  }

  /** Shows no password. */
  @Override
  public String toString() {
    return "TlsSettings[%d, %s, ***, %s, ***, %s]".formatted(port, keystore, truststore, clients);
  }
}
