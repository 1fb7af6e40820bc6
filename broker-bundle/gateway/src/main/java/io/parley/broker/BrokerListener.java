package io.parley.broker;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An address that the broker listens on.
 *
 * @param bind a host name or address; {@code 127.0.0.1} unless others may come
 * @param port 0 to 65535; 0 takes a free one
 * @param tls null for plain TCP
 */
public record BrokerListener(String bind, int port, @Nullable Tls tls) {
  /** Which clients must show a certificate. */
  public enum ClientCertificates {
    NONE,
    OPTIONAL,
    REQUIRED
  }

  /**
   * Transport security of a listener; the stores are read again when they change.
   *
   * @param keystore JKS or PKCS #12 with the key and certificate of this node
   * @param password of the keystore and its key
   * @param truststore who signs the certificates of clients; needed unless these show none
   * @param truststorePassword of the truststore
   * @param clients which clients must show a certificate
   */
  public record Tls(
      Path keystore,
      String password,
      @Nullable Path truststore,
      @Nullable String truststorePassword,
      ClientCertificates clients) {
    public Tls {
      if (clients != ClientCertificates.NONE && truststore == null) {
        throw new IllegalArgumentException(
            "tls.clients '%s' must come with a truststore".formatted(clients));
      }
    }

    /** Shows the files, never the passwords. */
    @Override
    public String toString() {
      return "Tls[%s, ***, %s, ***, %s]".formatted(keystore, truststore, clients);
    }
  }

  public BrokerListener {
    if (bind.isBlank() || bind.length() > 255) {
      throw new IllegalArgumentException(
          "bind '%s' must be a host name or address".formatted(bind));
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port %d must be 0 to 65535".formatted(port));
    }
  }

  /** Plain TCP on this machine only. */
  public static BrokerListener loopback(int port) {
    return new BrokerListener("127.0.0.1", port, null);
  }
}
