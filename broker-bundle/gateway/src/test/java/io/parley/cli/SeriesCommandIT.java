package io.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.config.Settings;
import io.parley.message.Tier;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.node.Node;
import io.parley.paho.PahoSession;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command beside a node that has seen telemetry, its clock standing still. */
final class SeriesCommandIT {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  @TempDir static Path folder;
  private static Node node;
  private static String http;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void startNode() throws Exception {
    node =
        Node.start(
            Settings.builder()
                .agent("gw")
                .port(0)
                .coapPort(0)
                .httpPort(0)
                .model("none")
                .addIngest("plant/#")
                .data(folder)
                .build(),
            Tier.GATEWAY,
            CLOCK);
    http =
        node.addresses().stream().filter(one -> one.startsWith("http:")).findFirst().orElseThrow();
    String url = node.addresses().get(0);
    try (MqttSession device = PahoSession.of(SessionOptions.of(BrokerUrl.parse(url), "dev"))) {
      device.connect().get(30, TimeUnit.SECONDS);
      say(device, "plant/boiler/3/temperature", "84.2 °C".getBytes(UTF_8));
      say(device, "plant/kitchen/door/state", "OPEN".getBytes(UTF_8));
      say(device, "plant/mill/runs", "7".getBytes(UTF_8));
      say(device, "plant/mill/broken", new byte[] {(byte) 0xc3, (byte) 0x28});
      say(device, "plant/mill/note", "a\u001b[2Jb".getBytes(UTF_8));
      arrived();
    }
  }

  private static void say(MqttSession device, String topic, byte[] payload) throws Exception {
    device.publish(MqttMessage.of(topic, payload)).get(30, TimeUnit.SECONDS);
  }

  /** The last one published is the last one read. */
  private static void arrived() {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!NodeAnswer.get(http, "/api/series?q=plant/mill/note").tree().get("of").equals(1L)) {
      assertTrue(System.nanoTime() < until, "the telemetry has not come");
      Thread.onSpinWait();
    }
  }

  @AfterAll
  static void stopNode() {
    node.close();
  }

  @Test
  void eachSeriesHasItsLineUnderAHead() {
    assertEquals(ExitCode.ANSWERED, run("series", "--http", http, "boiler", "3"));
    List<String> lines = out.toString().lines().toList();
    assertEquals(
        List.of(
            "NAME                  VALUE    AGE  PLACE  CLASS   TOPIC",
            "boiler 3 temperature  84.2 °C  0 s         boiler  plant/boiler/3/temperature"),
        lines.subList(0, 2));
  }

  @Test
  void whatWasNotUnderstoodStandsBelow() {
    assertEquals(ExitCode.ANSWERED, run("series", "--http", http));
    String said = out.toString();
    List<String> lines = said.lines().toList();
    assertEquals(
        List.of(
            "no quantity known: 1 series, mill runs",
            "no unit known: 1 series, mill runs",
            "not understood: 1 of plant/#, binary"),
        lines.subList(lines.size() - 3, lines.size()));
    assertEquals(1 + 4 + 3, lines.size(), said);
  }

  @Test
  void nothingThatCameFromOutsideSteersTheTerminal() {
    assertEquals(ExitCode.ANSWERED, run("series", "--http", http, "plant/mill/note"));
    assertTrue(out.toString().contains("a?[2Jb"), out.toString());
  }

  @Test
  void programsGetAllThatTheNodeSays() throws Exception {
    assertEquals(ExitCode.ANSWERED, run("series", "--http", http, "--json", "boiler"));
    Map<?, ?> tree =
        (Map<?, ?>) new Trees(Limits.USUAL).fromJson(out.toString().strip().getBytes(UTF_8));
    assertEquals(1L, tree.get("of"));
    Map<?, ?> boiler = (Map<?, ?>) ((List<?>) tree.get("series")).get(0);
    assertEquals(new BigDecimal("84.2"), boiler.get("value"));
    assertEquals("°C", boiler.get("unit"));
    assertEquals("2026-01-02T03:04:05Z", boiler.get("at"));
  }

  @Test
  void wordsThatNothingHasShowNothing() {
    assertEquals(ExitCode.ANSWERED, run("series", "--http", http, "submarine"));
    assertTrue(out.toString().startsWith("no series here"), out.toString());
  }

  @Test
  void theHistoryOfASeriesIsThere() {
    NodeAnswer answer =
        NodeAnswer.get(
            http,
            "/api/history?topic=plant/boiler/3/temperature&points=1"
                + "&from=2026-01-02T03:04:05Z&to=2026-01-02T03:04:06Z");
    assertEquals("boiler 3 temperature", answer.tree().get("name"));
    assertEquals("2026-01-02T03:04:05Z", answer.tree().get("knownSince"));
  }

  @Test
  void whatTheNodeRefusesIsSaidInItsWords() {
    assertEquals(ExitCode.ANSWERED, run("series", "--http", http, "x".repeat(200)));
    assertEquals(ExitCode.REFUSED, run("series", "--http", http, "x".repeat(201)));
    assertTrue(err.toString().contains("must have at most 200 characters"), err.toString());
  }

  @Test
  void aUrlThatNobodyListensOnIsSaid() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    String nobody = "http://127.0.0.1:" + free;
    assertEquals(ExitCode.USAGE, run("series", "--http", nobody));
    assertTrue(
        err.toString().startsWith("parley: --http '%s' cannot be reached: ".formatted(nobody)),
        err.toString());
  }

  @Test
  void whatIsNoUrlOfANodeIsSaid() {
    for (String bad : List.of("mqtt://127.0.0.1:1883", "127.0.0.1", "http://", "a b")) {
      assertEquals(ExitCode.USAGE, run("series", "--http", bad));
      assertTrue(
          err.toString().contains("--http '%s' must be http://".formatted(bad)), err.toString());
    }
  }

  @Test
  void anAgeIsSaidInItsLargestWholeUnit() {
    assertEquals("unknown", SeriesTable.age(null));
    assertEquals("0 s", SeriesTable.age(0L));
    assertEquals("59 s", SeriesTable.age(59L));
    assertEquals("1 min", SeriesTable.age(60L));
    assertEquals("59 min", SeriesTable.age(3_599L));
    assertEquals("1 h", SeriesTable.age(3_600L));
    assertEquals("23 h", SeriesTable.age(86_399L));
    assertEquals("1 d", SeriesTable.age(86_400L));
  }

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
