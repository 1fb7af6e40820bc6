package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.access.AccessRules;
import io.parley.access.AccessRules.Loopback;
import io.parley.access.Rights;
import io.parley.access.Role;
import io.parley.access.Users;
import io.parley.broker.BrokerListener.ClientCertificates;
import io.parley.broker.BrokerListener.Tls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker as Debian's mosquitto clients see it: plain, TLS, passwords, certificates. */
final class MosquittoClientsIT {
  @TempDir private static Path folder;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void startWithTls() throws Exception {
    assumeTrue(there("mosquitto_sub") && there("openssl"), "mosquitto-clients are not installed");
    certificates();
    Path users = folder.resolve("users");
    Files.write(users, List.of(Users.line("kiln", Role.OPERATOR, "hot"), "cam operator -"));
    Tls tls =
        new Tls(
            folder.resolve("node.p12"),
            "secret",
            folder.resolve("ca.p12"),
            "secret",
            ClientCertificates.OPTIONAL);
    BrokerSettings settings =
        new BrokerSettings(
            List.of(BrokerListener.loopback(0), new BrokerListener("127.0.0.1", 0, tls)),
            null,
            BrokerLimits.USUAL);
    broker =
        EmbeddedBroker.start(
            settings,
            new AccessRules(
                Users.read(users, List.of()),
                Loopback.AUTHENTICATED,
                new Rights("parley/v1", "plant1")),
            BrokerEvents.NONE);
    broker.open();
  }

  @AfterAll
  static void stop() {
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void aRetainedValueComesBackOverBothVersionsOfMqtt() throws Exception {
    for (String version : List.of("mqttv5", "mqttv311")) {
      List<String> plain = List.of("-p", port(0), "-u", "kiln", "-P", "hot", "-V", version);
      assertEquals(
          0, run("mosquitto_pub", plain, "-q", "1", "-r", "-t", "a", "-m", version).code());
      assertEquals(version + "\n", run("mosquitto_sub", plain, "-t", "a", "-C", "1").out());
    }
  }

  @Test
  void overTlsAPasswordOrACertificateOpensTheDoor() throws Exception {
    List<String> tls = List.of("-p", port(1), "--cafile", folder.resolve("ca.pem").toString());
    assertEquals(
        0, run("mosquitto_pub", tls, "-u", "kiln", "-P", "hot", "-t", "a", "-m", "x").code());
    assertEquals(
        0,
        run(
                "mosquitto_pub",
                tls,
                "--cert",
                folder.resolve("cam.pem").toString(),
                "--key",
                folder.resolve("cam.key").toString(),
                "-t",
                "a",
                "-m",
                "x")
            .code());
    assertTrue(run("mosquitto_pub", tls, "-t", "a", "-m", "x").code() != 0);
  }

  @Test
  void aWrongPasswordIsNotAuthorised() throws Exception {
    List<String> plain = List.of("-p", port(0), "-u", "kiln", "-P", "cold", "-V", "mqttv5");
    Ended ended = run("mosquitto_pub", plain, "-t", "a", "-m", "x");
    assertTrue(ended.code() != 0 && ended.out().contains("Bad User Name or Password"), ended.out());
  }

  private static String port(int index) {
    return Integer.toString(broker.listeners().get(index).port());
  }

  /** A certificate authority, a node named localhost and a client named cam, by openssl. */
  private static void certificates() throws Exception {
    ssl(
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=test-ca",
        "-keyout",
        "ca.key",
        "-out",
        "ca.pem");
    for (String name : List.of("node", "cam")) {
      Files.writeString(
          folder.resolve(name + ".ext"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
      ssl(
          "req",
          "-newkey",
          "rsa:2048",
          "-nodes",
          "-subj",
          "/CN=" + name,
          "-keyout",
          name + ".key",
          "-out",
          name + ".csr");
      ssl(
          "x509",
          "-req",
          "-in",
          name + ".csr",
          "-CA",
          "ca.pem",
          "-CAkey",
          "ca.key",
          "-CAcreateserial",
          "-days",
          "2",
          "-extfile",
          name + ".ext",
          "-out",
          name + ".pem");
    }
    ssl(
        "pkcs12",
        "-export",
        "-in",
        "node.pem",
        "-inkey",
        "node.key",
        "-out",
        "node.p12",
        "-passout",
        "pass:secret");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Ended imported =
        ended(
            List.of(
                keytool.toString(),
                "-importcert",
                "-noprompt",
                "-alias",
                "ca",
                "-file",
                "ca.pem",
                "-keystore",
                "ca.p12",
                "-storetype",
                "PKCS12",
                "-storepass",
                "secret"));
    assertEquals(0, imported.code(), imported.out());
  }

  private static void ssl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Ended ended = ended(command);
    assertEquals(0, ended.code(), ended.out());
  }

  private record Ended(int code, String out) {}

  private static Ended run(String program, List<String> common, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of(program, "-h", "127.0.0.1"));
    command.addAll(common);
    command.addAll(List.of(more));
    return ended(command);
  }

  private static Ended ended(List<String> command) throws Exception {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), () -> command + " hangs");
    return new Ended(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
  }

  private static boolean there(String program) throws InterruptedException {
    try {
      return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
