package io.parley.node;

import io.parley.coapentrance.Certificates;
import io.parley.coapentrance.PskKeys;
import io.parley.coapentrance.SecureSettings;
import io.parley.config.Settings;
import io.parley.config.TlsSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys and certificates that the settings name for CoAP over DTLS, read once at the start. */
final class CoapKeys {
  private static final int MOST_BYTES = 4 << 20;

  private CoapKeys() {}

  /**
   * How devices come in over DTLS.
   *
   * @return null where the settings name neither keys nor certificates
   * @throws NodeException naming the setting and the file that cannot be used
   */
  static @Nullable SecureSettings secure(Settings settings) {
    Path file = settings.coap().pskFile();
    Certificates certificates = settings.coap().certificates() ? certificates(settings) : null;
    return file == null && certificates == null
        ? null
        : new SecureSettings(
            new InetSocketAddress(settings.bind(), settings.coap().securePort()),
            file == null ? PskKeys.NONE : PskKeys.of(keys(file)),
            certificates);
  }

  private static Map<String, byte[]> keys(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new NodeException(
            "coap.pskFile '%s' must be at most %d bytes".formatted(file, MOST_BYTES));
      }
      Map<String, byte[]> keys = new HashMap<>();
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        String[] parts = line.strip().split("\\s+");
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        if (parts.length != 2 || !hex(parts[1])) {
          throw new NodeException(
              "coap.pskFile %s:%d must be IDENTITY KEY-IN-HEX".formatted(file, number));
        }
        keys.put(parts[0], HexFormat.of().parseHex(parts[1]));
      }
      return keys;
    } catch (IOException | IllegalArgumentException e) {
      throw new NodeException("coap.pskFile '%s' cannot be used: %s".formatted(file, e), e);
    }
  }

  private static boolean hex(String text) {
    return text.length() % 2 == 0 && text.chars().allMatch(HexFormat::isHexDigit);
  }

  private static Certificates certificates(Settings settings) {
    TlsSettings tls = settings.tls();
    Path truststore = tls == null ? null : tls.truststore();
    if (tls == null || truststore == null) {
      throw new NodeException("coap.certificates 'true' must come with tls.truststore");
    }
    KeyStore own = store("tls.keystore", tls.keystore(), tls.password());
    KeyStore trusted = store("tls.truststore", truststore, tls.truststorePassword());
    try {
      for (String alias : Collections.list(own.aliases())) {
        Key key = own.getKey(alias, tls.password().toCharArray());
        if (key instanceof ECPrivateKey ec) {
          return new Certificates(ec, chain(own.getCertificateChain(alias)), all(trusted));
        }
      }
    } catch (GeneralSecurityException e) {
      throw new NodeException("tls.keystore '%s': %s".formatted(tls.keystore(), e), e);
    }
    throw new NodeException(
        "tls.keystore '%s' must hold an EC key for coap.certificates: DTLS takes no other"
            .formatted(tls.keystore()));
  }

  private static KeyStore store(String setting, Path file, @Nullable String password) {
    try {
      return KeyStore.getInstance(
          file.toFile(), password == null ? new char[0] : password.toCharArray());
    } catch (IOException | GeneralSecurityException e) {
      throw new NodeException("%s '%s' cannot be used: %s".formatted(setting, file, e), e);
    }
  }

  private static List<X509Certificate> chain(Certificate... certificates) {
    return Arrays.stream(certificates).map(X509Certificate.class::cast).toList();
  }

  private static List<X509Certificate> all(KeyStore store) throws GeneralSecurityException {
    List<X509Certificate> all = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.getCertificate(alias) instanceof X509Certificate certificate) {
        all.add(certificate);
      }
    }
    return all;
  }
}
