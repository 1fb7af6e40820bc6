package io.parley.certificates;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * A self-signed certificate for 127.0.0.1, made by the JDK's own keytool.
 *
 * @param certificate PEM
 * @param key PEM, PKCS #8
 * @param keys PKCS #12 with both
 * @param store PKCS #12 that trusts the certificate
 * @param secret the key itself
 * @param shown the certificate itself
 */
public record TestCertificate(
    Path certificate, Path key, Path keys, Path store, PrivateKey secret, X509Certificate shown) {
  /** Of both stores. */
  public static final String PASSWORD = "changeit";

  /** One whose common name is {@code localhost}. */
  public static TestCertificate make(Path folder) throws Exception {
    return make(folder, "localhost");
  }

  /** Makes one in files of this folder that begin with its common name. */
  public static TestCertificate make(Path folder, String commonName) throws Exception {
    Path keys = folder.resolve(commonName + ".p12");
    Path certificate = folder.resolve(commonName + ".pem");
    Path trusted = folder.resolve(commonName + "-trusted.p12");
    keytool(
        "-genkeypair",
        "-alias",
        "k",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-sigalg",
        "SHA256withECDSA",
        "-keystore",
        keys.toString(),
        "-storepass",
        PASSWORD,
        "-dname",
        "CN=" + commonName + ",O=Plant",
        "-validity",
        "2",
        "-ext",
        "san=ip:127.0.0.1,dns:localhost");
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "k",
        "-keystore",
        keys.toString(),
        "-storepass",
        PASSWORD,
        "-file",
        certificate.toString());
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        "t",
        "-keystore",
        trusted.toString(),
        "-storepass",
        PASSWORD,
        "-file",
        certificate.toString());
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    PrivateKey key = (PrivateKey) store.getKey("k", PASSWORD.toCharArray());
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    Path keyFile = Files.writeString(folder.resolve(commonName + ".key"), pem);
    return new TestCertificate(
        certificate, keyFile, keys, trusted, key, (X509Certificate) store.getCertificate("k"));
  }

  private static void keytool(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }
}
