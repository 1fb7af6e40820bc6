package io.parley.demo;

import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.message.AgentState;
import io.parley.message.Answer;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.Subscription;
import io.parley.node.NodeProcess;
import io.parley.topics.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The processes, devices and clients of the demo, on free ports and in a temporary folder. */
final class Stage implements AutoCloseable {
  private static final Topics TOPICS = new Topics();
  private static final String PLANT =
      "--ingest zigbee2mqtt/# --ingest homeassistant/# --ingest sensors/# --ingest plant/#"
          + " --http-port 0";
  private static final String PUMPS = "--ingest # --model none --http-port -1";

  private final PrintWriter err;
  private final Path folder;
  private final List<AutoCloseable> parts = new ArrayList<>();
  private boolean keep;
  private boolean closed;
  private @Nullable NodeProcess hub;
  private String hubUrl = "";
  private @Nullable NodeProcess plant;
  private @Nullable Asker plantAsker;
  private @Nullable Asker pumpAsker;

  private Stage(PrintWriter err, Path folder) {
    this.err = err;
    this.folder = folder;
  }

  static Stage set(PrintWriter err) throws IOException {
    Stage stage = new Stage(err, Files.createTempDirectory("parley-demo"));
    Runtime.getRuntime().addShutdownHook(new Thread(stage::close, "end of the demo"));
    try {
      stage.raise();
      return stage;
    } catch (RuntimeException | IOException e) {
      stage.keepFolder();
      stage.close();
      throw e;
    }
  }

  private void raise() throws IOException {
    documents();
    say("starting a hub");
    startHub();
    say("starting the plant's gateway, and one for the pump house that has no model");
    NodeProcess gateway = add(node("gateway", "plant1", PLANT));
    NodeProcess pumps = add(node("pumphouse", "pumps", PUMPS));
    Asker atPlant = add(Asker.at(gateway.address("mqtt"), "plant1", "demo"));
    Asker atPumps = add(Asker.at(pumps.address("mqtt"), "pumps", "demo"));
    plant = gateway;
    plantAsker = atPlant;
    pumpAsker = atPumps;
    say("playing a dozen devices");
    Playground first = add(Playground.play(gateway.address("mqtt"), "devices", Plant.devices()));
    Playground second = add(Playground.play(pumps.address("mqtt"), "pump", Plant.pumps()));
    add(CoapField.play(gateway.address("coap")));
    awaitHub(atPlant);
    awaitHub(atPumps);
    first.warmUp();
    second.warmUp();
  }

  private NodeProcess node(String name, String site, String flags) {
    List<String> arguments =
        flags("gateway --agent %s --site %s --port 0 --coap-port 0".formatted(name, site));
    arguments.addAll(List.of("--data", folder.resolve(name).toString()));
    arguments.addAll(List.of("--upstream", hubUrl + "/hq"));
    arguments.addAll(flags(flags));
    return NodeProcess.start(name, folder, arguments);
  }

  private static List<String> flags(String line) {
    return new ArrayList<>(List.of(line.split(" ")));
  }

  /** Starts the hub, or starts it again where it was. */
  void startHub() {
    String port = hubUrl.isEmpty() ? "0" : hubUrl.substring(hubUrl.lastIndexOf(':') + 1);
    List<String> arguments =
        flags("hub --agent hub --site hq --coap-port -1 --http-port -1 --port " + port);
    arguments.addAll(List.of("--documents", folder.resolve("documents").toString()));
    arguments.addAll(List.of("--data", folder.resolve("hub").toString()));
    NodeProcess started = NodeProcess.start("hub", folder, arguments);
    hub = started;
    hubUrl = started.address("mqtt");
  }

  void killHub() {
    NodeProcess running = hub;
    if (running != null) {
      running.kill();
      hub = null;
    }
    Asker asker = plantAsker;
    if (asker != null) {
      awaitState(asker, "hub", AgentState.OFFLINE);
    }
  }

  Optional<Answer> ask(Step step, Consumer<Answer> provisional) {
    Asker asker = step.site().equals("pumps") ? pumpAsker : plantAsker;
    return asker == null
        ? Optional.empty()
        : asker.ask(step.subject(), step.question(), provisional);
  }

  /** The id of the first protocol that the plant's gateway announces; waits for it. */
  String awaitProtocol() {
    Asker asker = plantAsker;
    if (asker == null) {
      return "";
    }
    CompletableFuture<String> topic = new CompletableFuture<>();
    await(
        "a protocol",
        asker,
        TOPICS.root() + "/plant1/protocol/+",
        message -> topic.complete(message.topic()));
    String name = topic.join();
    return name.substring(name.lastIndexOf('/') + 1);
  }

  List<String> addresses() {
    NodeProcess gateway = plant;
    return gateway == null ? List.of() : gateway.addresses();
  }

  Path folder() {
    return folder;
  }

  /** Leaves the logs behind. */
  void keepFolder() {
    keep = true;
  }

  private static void awaitHub(Asker asker) {
    awaitState(asker, "hub", AgentState.ONLINE);
  }

  private static void awaitState(Asker asker, String agent, AgentState state) {
    await(
        "the status '%s' of '%s'".formatted(state, agent),
        asker,
        TOPICS.statusFilter("hq"),
        message -> {
          try {
            return message.topic().endsWith("/" + agent)
                && new Codec().status(message.payload()).state() == state;
          } catch (CodecException e) {
            return false;
          }
        });
  }

  private static void await(
      String what, Asker asker, String filter, Predicate<MqttMessage> enough) {
    CompletableFuture<Void> seen = new CompletableFuture<>();
    asker
        .session()
        .subscribe(
            Subscription.to(filter),
            message -> {
              if (enough.test(message)) {
                seen.complete(null);
              }
            })
        .join();
    try {
      seen.orTimeout(40, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new DemoException("%s was not seen within 40 s".formatted(what));
    } finally {
      asker.session().unsubscribe(filter).join();
    }
  }

  private void documents() throws IOException {
    Path documents = Files.createDirectories(folder.resolve("documents"));
    for (String name : List.of("stone-care.md", "boiler-manual.md")) {
      try (InputStream in = Demo.class.getResourceAsStream("documents/" + name)) {
        if (in == null) {
          throw new DemoException("the demo's document '%s' is missing".formatted(name));
        }
        Files.copy(in, documents.resolve(name));
      }
    }
  }

  private <T extends AutoCloseable> T add(T part) {
    parts.add(0, part);
    return part;
  }

  private void say(String text) {
    err.println("parley: " + text);
    err.flush();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    List<AutoCloseable> all = new ArrayList<>(parts);
    if (hub != null) {
      all.add(hub);
    }
    for (AutoCloseable part : all) {
      try {
        part.close();
      } catch (Exception e) {
        say("a part of the demo did not end cleanly: " + e.getMessage());
      }
    }
    if (!keep) {
      remove(folder);
    }
  }

  private void remove(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      say("%s could not be removed: %s".formatted(folder, e.getMessage()));
    }
  }
}
