package io.parley.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.agent.Ask;
import io.parley.config.IngestRule;
import io.parley.config.Settings;
import io.parley.energy.EnergyMeter;
import io.parley.enginepack.EngineReport;
import io.parley.gguf.RandomModel;
import io.parley.gguf.TensorType;
import io.parley.llama.LlamaLibrary;
import io.parley.message.Answer;
import io.parley.message.Cost;
import io.parley.message.Frame;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.message.Tier;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.paho.PahoSession;
import io.parley.prompt.Sheet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole gateway with the built-in model in its worker, asked over MQTT. */
final class ModelNodeIT {
  /** Idle has to be seen for two seconds; the counter below moves ten times a second. */
  private static final int READINGS = 40;

  private static final long WATTS = 12;

  /** "Figure" is no word that code reads here: what the model makes of it is a guess. */
  private static final String UNREAD = "What figure does the greenhouse temperature stand at?";

  @TempDir Path data;
  @TempDir Path sys;
  private final ScheduledExecutorService clockwork = Executors.newScheduledThreadPool(1);

  @AfterEach
  void stop() {
    clockwork.shutdownNow();
    System.clearProperty(EnergyMeter.SYS);
  }

  @Test
  void streamsItsTokensAndTellsTheJoulesOfABoardThatCountsThem() throws Exception {
    CountDownLatch idle = board();
    try (Node node = node()) {
      assertTrue(idle.await(60, TimeUnit.SECONDS));
      List<Frame> frames = new CopyOnWriteArrayList<>();
      Answer answer = ask(node, Ask.of(UNREAD).streaming(frames::add));
      assertEquals(Status.UNSURE, answer.status(), answer.toString());
      assertEquals(List.of("figure"), answer.reason().words());
      assertEquals(Route.MODEL, answer.route());
      String text = answer.text();
      assertTrue(text != null && text.contains("23.6"), text);
      List<String> deltas =
          frames.stream().map(Frame::delta).filter(delta -> delta != null).toList();
      assertTrue(deltas.size() > 1, frames.toString());
      assertEquals(text, String.join("", deltas).strip());
      for (int i = 0; i < frames.size(); i++) {
        assertEquals(i, frames.get(i).seq());
      }
      Cost cost = answer.cost();
      assertNotNull(cost);
      Double joules = cost.joules();
      assertTrue(joules != null && joules >= 0 && joules < 1000, cost.toString());
      assertEquals(
          "rapl package, idle subtracted", EngineReport.of(LlamaLibrary.Choice.AUTO).get("energy"));
    }
  }

  @Test
  void tellsNoJoulesWhereTheBoardDoesNot() throws Exception {
    System.setProperty(EnergyMeter.SYS, sys.toString());
    try (Node node = node()) {
      Answer answer = ask(node, Ask.of(UNREAD));
      assertEquals(Route.MODEL, answer.route(), answer.toString());
      Cost cost = answer.cost();
      assertNotNull(cost);
      assertTrue(cost.completionTokens() != null && cost.completionTokens() > 0);
      assertNull(cost.joules());
    }
  }

  @Test
  void answersByAModelFileOfTheUsersOwn() throws Exception {
    Path file = Files.write(data.resolve("mine.gguf"), builtIn());
    try (Node node = node(file.toString())) {
      Answer answer = ask(node, Ask.of(UNREAD));
      assertEquals(Status.UNSURE, answer.status(), answer.toString());
      assertEquals(List.of("figure"), answer.reason().words());
      assertEquals(Route.MODEL, answer.route());
      assertEquals("mine", answer.by().model());
    }
  }

  @Test
  void doesNotStartWithAModelThatIsNoneAndSaysWhichAndWhy() throws Exception {
    Path missing = data.resolve("missing.gguf");
    Path words = Files.writeString(data.resolve("words.gguf"), "this is no model, just words");
    byte[] whole = builtIn();
    Path cut = Files.write(data.resolve("cut.gguf"), Arrays.copyOf(whole, whole.length - 1_000));
    Path other = data.resolve("other.gguf");
    RandomModel.tiny().write(other, TensorType.F32, Map.of(Sheet.VERSION_KEY, "0"));
    assertRefused(missing, "must be a file or one of");
    assertRefused(words, "does not begin with GGUF");
    assertRefused(cut, "outside the file");
    assertRefused(other, "it was trained for another prompt");
    node("none").close();
  }

  private void assertRefused(Path file, String why) {
    NodeException refused = assertThrows(NodeException.class, () -> node(file.toString()));
    String said = refused.getMessage();
    assertTrue(said.startsWith("model '%s': ".formatted(file)), said);
    assertTrue(said.contains(why), said);
  }

  private static byte[] builtIn() throws IOException {
    try (InputStream in =
        ModelNodeIT.class.getResourceAsStream("/io/parley/nano/parley-nano.gguf")) {
      return in.readAllBytes();
    }
  }

  private Node node() {
    return node("builtin");
  }

  private Node node(String model) {
    return Node.start(
        Settings.builder()
            .site("plant1")
            .agent("gw")
            .port(0)
            .coapPort(0)
            .httpPort(0)
            .model(model)
            .ingest(List.of(IngestRule.of("plant/#")))
            .data(data)
            .build(),
        Tier.GATEWAY,
        Clock.systemUTC());
  }

  private static Answer ask(Node node, Ask question) throws Exception {
    String url =
        node.addresses().stream().filter(a -> a.startsWith("mqtt:")).findFirst().orElseThrow();
    try (MqttSession device =
            PahoSession.of(SessionOptions.of(BrokerUrl.parse(url), "greenhouse"));
        Agent asker = Agent.connect(url + "/plant1", AgentOptions.named("asker"))) {
      device.connect().get(30, TimeUnit.SECONDS);
      device
          .publish(
              MqttMessage.retained(
                  "plant/greenhouse/temperature", "23.6".getBytes(UTF_8), "text/plain"))
          .get(30, TimeUnit.SECONDS);
      Ask known = Ask.of("What is the temperature of the greenhouse?");
      Answer first = asker.ask(known).join();
      for (int i = 0; i < 400 && first.status() != Status.ANSWERED; i++) {
        first = asker.ask(known).join();
      }
      return asker.ask(question.within(Duration.ofSeconds(60))).get(90, TimeUnit.SECONDS);
    }
  }

  /**
   * A counter of energy that runs; the latch opens once it was there long enough to know idling.
   */
  private CountDownLatch board() throws IOException {
    System.setProperty(EnergyMeter.SYS, sys.toString());
    Path zone = Files.createDirectories(sys.resolve("class/powercap/intel-rapl:0"));
    Files.writeString(zone.resolve("max_energy_range_uj"), "262143328850\n");
    AtomicLong spent = new AtomicLong();
    CountDownLatch readings = new CountDownLatch(READINGS);
    Runnable tick =
        () -> {
          try {
            Path next = zone.resolve("next");
            Files.writeString(next, spent.getAndAdd(WATTS * 100_000) + "\n");
            Files.move(
                next,
                zone.resolve("energy_uj"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
            readings.countDown();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    tick.run();
    var unused = clockwork.scheduleAtFixedRate(tick, 100, 100, TimeUnit.MILLISECONDS);
    return readings;
  }
}
