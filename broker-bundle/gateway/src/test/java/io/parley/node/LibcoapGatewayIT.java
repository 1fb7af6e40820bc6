package io.parley.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.certificates.TestCertificate;
import io.parley.codec.Codec;
import io.parley.config.CoapDoor;
import io.parley.config.ProtocolRules;
import io.parley.config.Settings;
import io.parley.config.TlsSettings;
import io.parley.ladder.Announcer;
import io.parley.message.Answer;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.message.Tier;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.paho.PahoSession;
import io.parley.protocol.Cid;
import io.parley.topics.Topics;
import io.parley.trust.Identity;
import io.parley.trust.Signers;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A whole gateway with its built-in model, and libcoap's own clients (Debian: libcoap3-bin) at
 * every resource, over plain UDP, over DTLS with a key, and over DTLS with a certificate.
 */
final class LibcoapGatewayIT {
  private static final String KEY = "sesame, open";

  @TempDir static Path folder;
  private static Node node;
  private static TestCertificate server;
  private static TestCertificate device;

  /** How a device comes. */
  enum Door {
    PLAIN("coap:", "3"),
    PSK("coaps:", "4"),
    CERTIFICATE("coaps:", "5");

    private final String scheme;
    private final String boiler;

    Door(String scheme, String boiler) {
      this.scheme = scheme;
      this.boiler = boiler;
    }

    private List<String> program() {
      return switch (this) {
        case PLAIN -> List.of("coap-client-notls");
        case PSK -> List.of("coap-client-openssl", "-k", KEY, "-u", "sensor-7");
        case CERTIFICATE ->
            List.of(
                "coap-client-openssl",
                "-c",
                device.certificate().toString(),
                "-j",
                device.key().toString(),
                "-C",
                server.certificate().toString());
      };
    }

    List<String> command(String path, String... options) {
      List<String> command = new ArrayList<>(program());
      command.addAll(List.of(options));
      command.addAll(List.of("-B", "40", address(scheme) + path));
      return command;
    }

    String run(String path, String... options) throws Exception {
      return Shell.run(command(path, options).toArray(new String[0]));
    }

    Answer ask(String path, String format, String question) throws Exception {
      String said = run(path, "-m", "post", "-t", format, "-e", question);
      return new Codec().answer(said.getBytes(UTF_8), "application/json");
    }
  }

  private static String address(String scheme) {
    return node.addresses().stream().filter(a -> a.startsWith(scheme)).findFirst().orElseThrow();
  }

  @BeforeAll
  static void start() throws Exception {
    for (String program : List.of("coap-client-notls", "coap-client-openssl")) {
      assumeTrue(Shell.installed(program), "libcoap3-bin is not installed");
    }
    server = TestCertificate.make(folder, "gateway-1");
    device = TestCertificate.make(folder, "sensor-9");
    Path keys =
        Files.writeString(
            folder.resolve("keys"),
            "sensor-7 " + HexFormat.of().formatHex(KEY.getBytes(UTF_8)) + "\n");
    Path users =
        Files.writeString(folder.resolve("users"), "sensor-7 operator -\nsensor-9 operator -\n");
    Identity operator = Identity.at(folder.resolve("operator.key"));
    Signers trusted = Signers.of(List.of(operator.key().id()));
    Settings settings =
        Settings.builder()
            .agent("gw")
            .port(0)
            .httpPort(0)
            .coap(new CoapDoor(true, 0, 0, keys, true))
            .tls(
                new TlsSettings(
                    0,
                    server.keys(),
                    TestCertificate.PASSWORD,
                    device.store(),
                    TestCertificate.PASSWORD,
                    TlsSettings.Clients.OPTIONAL))
            .users(users)
            .protocols(ProtocolRules.USUAL.withSigners(trusted))
            .data(folder.resolve("data"))
            .build();
    node = Node.start(settings, Tier.GATEWAY, Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      node.close();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "PSK"})
  void codeAnswersWhatADeviceAsksAboutTheTelemetryOfDevices(Door door) throws Exception {
    String topic = "/ps/plant/boiler/" + door.boiler + "/";
    assertEquals(
        "", door.run(topic + "temperature", "-m", "put", "-t", "text/plain", "-e", "84.2"));
    assertEquals("84.2", door.run(topic + "temperature"));
    Answer answer =
        door.ask(
            "/ask/boiler/" + door.boiler + "?full",
            "json",
            "{\"text\":\"What is the temperature of boiler %s?\"}".formatted(door.boiler));
    assertEquals(Status.ANSWERED, answer.status(), answer::toString);
    assertEquals(Route.QUERY, answer.route(), answer::toString);
    assertNull(answer.by().model(), answer::toString);
    assertTrue(answer.text().contains("84.2"), answer::toString);
    String text =
        door.run(
            "/ask/boiler/" + door.boiler,
            "-m",
            "post",
            "-t",
            "text/plain",
            "-e",
            "What is the temperature of boiler %s?".formatted(door.boiler));
    assertEquals(answer.text(), text);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsHereIsListed(Door door) throws Exception {
    door.run("/ps/plant/listed", "-m", "put", "-e", "1");
    String core = door.run("/.well-known/core");
    for (String path : List.of("pubsub", "ps", "ask", "answer", "mailbox", "protocol")) {
      assertTrue(core.contains("</%s>;rt=".formatted(path)), core);
    }
    assertTrue(door.run("/pubsub").contains("</ps/plant/listed>;rt=\"core.ps.data\""));
  }

  @ParameterizedTest
  @EnumSource
  void aTopicIsWrittenObservedAndDeleted(Door door) throws Exception {
    String topic = "/ps/plant/valve/" + door.boiler;
    door.run(topic, "-m", "put", "-e", "open");
    Process observer = Shell.start(door.command(topic, "-s", "30", "-w"));
    try (BufferedReader told = observer.inputReader(UTF_8)) {
      assertEquals("open", told.readLine());
      door.run(topic, "-m", "put", "-e", "shut");
      assertEquals("shut", told.readLine());
    } finally {
      observer.destroy();
    }
    door.run(topic, "-m", "delete");
    assertTrue(Shell.said(door.command(topic)).contains("4.04"));
  }

  @ParameterizedTest
  @EnumSource
  void aQuestionIsLeftAndItsAnswerFetchedLater(Door door) throws Exception {
    String pump = "/ps/plant/pump/" + door.boiler + "/pressure";
    door.run(pump, "-m", "put", "-e", "4.5");
    door.run(pump + "_limit", "-m", "put", "-e", "4.0");
    String question = "Is the pressure of pump %s too high?".formatted(door.boiler);
    String asked = "/ask/pump/" + door.boiler + "?later";
    door.run(asked, "-m", "post", "-t", "text/plain", "-e", question);
    Process mailbox = Shell.start(door.command("/mailbox", "-s", "30", "-w"));
    String link;
    try (BufferedReader told = mailbox.inputReader(UTF_8)) {
      do {
        link = told.readLine();
      } while (link != null && link.contains("pending"));
    } finally {
      mailbox.destroy();
    }
    assertTrue(link != null && link.contains("status=\"answered\""), String.valueOf(link));
    String place = link.substring(link.indexOf("</answer/") + 1, link.indexOf('>'));
    String answer = door.run(place);
    assertTrue(answer.toLowerCase(Locale.ROOT).contains("yes"), answer);
    door.run(place, "-m", "delete");
    assertEquals("", door.run("/mailbox"));
  }

  @ParameterizedTest
  @EnumSource
  void aProtocolIsFetchedAndSpoken(Door door) throws Exception {
    Cid cid = announced();
    assertEquals(ProtocolsIT.DOCUMENT.strip(), door.run("/protocol/" + cid.text()));
    Answer answer =
        door.ask(
            "/ask?full", "json", "{\"protocol\":\"%s\",\"body\":{\"n\":21}}".formatted(cid.text()));
    assertEquals("n: 42", answer.text(), answer::toString);
  }

  /** Announces the document as an operator, and waits until the gateway speaks it. */
  private static Cid announced() throws Exception {
    Identity operator = Identity.at(folder.resolve("operator.key"));
    try (MqttSession session =
        PahoSession.of(SessionOptions.of(BrokerUrl.parse(address("mqtt:")), "operator"))) {
      session.connect().get(30, TimeUnit.SECONDS);
      Cid cid =
          new Announcer(session, new Topics(), "plant1", operator, Clock.systemUTC())
              .announce(ProtocolsIT.DOCUMENT.getBytes(UTF_8), "{\"n\": body.n * 2}")
              .get(30, TimeUnit.SECONDS);
      String question = "{\"protocol\":\"%s\",\"body\":{\"n\":1}}".formatted(cid.text());
      List<String> asking = Door.PLAIN.command("/ask", "-m", "post", "-t", "json", "-e", question);
      for (int i = 0; i < 200 && !Shell.said(asking).contains("answered"); i++) {
        assertTrue(session.connected());
      }
      return cid;
    }
  }
}
