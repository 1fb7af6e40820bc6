package io.parley.mqtt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The keys and certificates that {@link TlsSettings} name, read from their files.
 *
 * @param trust whom to trust; absent: the JVM's authorities
 * @param keys what to show of ourselves; absent: nothing
 */
public record TlsMaterial(@Nullable TrustManagerFactory trust, @Nullable KeyManagerFactory keys) {
  private static final char[] NO_PASSWORD = new char[0];
  private static final List<String> KEY_KINDS = List.of("RSA", "EC", "Ed25519");

  /**
   * Reads the files.
   *
   * @throws MqttFailure naming the setting and the file that cannot be read
   */
  public static TlsMaterial read(TlsSettings settings) {
    Path trusted = settings.trusted();
    Path certificate = settings.certificate();
    Path key = settings.key();
    return new TlsMaterial(
        trusted == null ? null : trust(trusted, settings.trustedPassword()),
        certificate == null || key == null ? null : keys(certificate, key));
  }

  /** A TLS context of these. */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          keys == null ? null : keys.getKeyManagers(),
          trust == null ? null : trust.getTrustManagers(),
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw MqttFailure.of("no TLS context from the settings: " + e.getMessage(), e);
    }
  }

  private static TrustManagerFactory trust(Path file, @Nullable String password) {
    try {
      KeyStore store = password == null ? ofPem(file) : ofPkcs12(file, password);
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory;
    } catch (GeneralSecurityException | IOException e) {
      throw unreadable("trusted", file, e);
    }
  }

  private static KeyStore ofPem(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    int i = 0;
    for (Certificate authority : certificates(file)) {
      store.setCertificateEntry("authority-" + i++, authority);
    }
    return store;
  }

  private static KeyStore ofPkcs12(Path file, String password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password.toCharArray());
    }
    return store;
  }

  private static KeyManagerFactory keys(Path certificate, Path key) {
    try {
      KeyStore store = emptyStore();
      store.setKeyEntry(
          "own",
          privateKey(key),
          NO_PASSWORD,
          certificates(certificate).toArray(Certificate[]::new));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, NO_PASSWORD);
      return factory;
    } catch (GeneralSecurityException | IOException e) {
      throw unreadable("certificate or key", certificate, e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    var all =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
    if (all.isEmpty()) {
      throw new GeneralSecurityException("no certificate in it");
    }
    return all;
  }

  private static PrivateKey privateKey(Path file) throws GeneralSecurityException, IOException {
    String pem = Files.readString(file, StandardCharsets.US_ASCII);
    String body =
        pem.replaceAll("(?s).*-----BEGIN PRIVATE KEY-----|-----END PRIVATE KEY-----.*|\\s", "");
    byte[] der;
    try {
      der = Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("no PKCS#8 private key in PEM", e);
    }
    GeneralSecurityException last = new GeneralSecurityException("no kind of key");
    for (String kind : KEY_KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (GeneralSecurityException notThisKind) {
        last = notThisKind;
      }
    }
    throw new GeneralSecurityException("the private key must be one of " + KEY_KINDS, last);
  }

  private static MqttFailure unreadable(String setting, Path file, Exception e) {
    return MqttFailure.of(
        "tls %s: file %s cannot be used: %s".formatted(setting, file, e.getMessage()), e);
  }
}
