package io.parley.coapentrance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.coap.CoapDevice;
import io.parley.mqtt.TlsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** X.509 on both sides: the common name is the principal. */
final class CertificateTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;

  @Test
  void aCertificatesCommonNameIsThePrincipalAndStrangersStayOutside() throws Exception {
    Own server = made("gateway-1");
    Own device = made("sensor-9");
    Own stranger = made("stranger");
    Certificates certificates =
        new Certificates(server.key, List.of(server.certificate), List.of(device.certificate));
    try (SecureRig rig = new SecureRig(folder.resolve("s"), certificates, Duration.ofSeconds(2))) {
      String url = "coaps://127.0.0.1:" + rig.address().getPort();
      try (CoapDevice known = CoapDevice.at(url, tls(server, device))) {
        assertEquals(
            "81.5 °C, as boiler 3 says", known.ask("boiler", "hot?").get(20, TimeUnit.SECONDS));
        assertEquals("sensor-9", rig.answering.asked.get(0).principal());
      }
      try (CoapDevice unknown = CoapDevice.at(url, tls(server, stranger))) {
        assertThrows(Exception.class, () -> unknown.ask("boiler", "hot?").get(5, TimeUnit.SECONDS));
        assertEquals(1, rig.answering.asked.size());
      }
      try (CoapDevice misled = CoapDevice.at(url, tls(stranger, device))) {
        assertThrows(Exception.class, () -> misled.ask("boiler", "hot?").get(5, TimeUnit.SECONDS));
        assertEquals(1, rig.answering.asked.size());
      }
    }
  }

  private static TlsSettings tls(Own server, Own device) {
    return new TlsSettings(server.pem, null, device.pem, device.keyPem, false);
  }

  private record Own(PrivateKey key, X509Certificate certificate, Path pem, Path keyPem) {}

  /** A key pair with a certificate of its own, by the JDK's keytool. */
  private Own made(String name) throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-sigalg",
                "SHA256withECDSA",
                "-dname",
                "CN=" + name + ",O=Plant",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
    assertTrue(keytool.waitFor(30, TimeUnit.SECONDS) && keytool.exitValue() == 0, said);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    Key key = keys.getKey("own", PASSWORD);
    X509Certificate certificate = (X509Certificate) keys.getCertificate("own");
    return new Own(
        (PrivateKey) key,
        certificate,
        pem(name + ".crt", "CERTIFICATE", certificate.getEncoded()),
        pem(name + ".key", "PRIVATE KEY", key.getEncoded()));
  }

  private Path pem(String file, String kind, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        folder.resolve(file),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, body, kind));
  }
}
