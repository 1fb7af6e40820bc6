package io.parley.mqtt;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How an encrypted connection is checked.
 *
 * @param trusted a file of the certificate authorities to trust: PKCS #12 where a password is
 *     given, else PEM; absent: those of the JVM
 * @param trustedPassword the password of that file
 * @param certificate a PEM file with this client's certificate chain; absent: none is shown
 * @param key a PEM file with its private key, PKCS#8, unencrypted; present exactly where {@code
 *     certificate} is
 * @param verifyHostname whether the host name must be the certificate's (RFC 2818, 3.1)
 */
public record TlsSettings(
    @Nullable Path trusted,
    @Nullable String trustedPassword,
    @Nullable Path certificate,
    @Nullable Path key,
    boolean verifyHostname) {
  /** The JVM's authorities, no certificate of our own, host names verified. */
  public static final TlsSettings OF_THE_JVM = new TlsSettings(null, null, null, null, true);

  public TlsSettings {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException("certificate and key must be given together");
    }
  }

  /** With authorities from a PEM file. */
  public TlsSettings(
      @Nullable Path trusted,
      @Nullable Path certificate,
      @Nullable Path key,
      boolean verifyHostname) {
    this(trusted, null, certificate, key, verifyHostname);
  }

  /** Trusts the authorities of this PEM file. */
  public static TlsSettings trusting(Path authorities) {
    return new TlsSettings(authorities, null, null, null, true);
  }

  /** Trusts the certificates in this PKCS #12 file. */
  public static TlsSettings trusting(Path store, String password) {
    return new TlsSettings(store, password, null, null, true);
  }

  /** Shows no password. */
  @Override
  public String toString() {
    return "TlsSettings[trusted=%s, certificate=%s, verifyHostname=%s]"
        .formatted(trusted, certificate, verifyHostname);
  }
}
