package io.parley.bench.faults;

import io.parley.node.NodeProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A hub and a gateway below it, each a process of its own, that can be killed and come back. */
final class Pair implements AutoCloseable {
  private static final int DEAD_SECONDS = 10;

  private final Path folder;
  private final int hubPort = freePort();
  private final int gatewayPort = freePort();
  private int lives;
  private NodeProcess hub;
  private NodeProcess gateway;

  Pair(Path folder) {
    this.folder = folder;
    hub = startHub();
    gateway = startGateway();
  }

  String hubUrl() {
    return "mqtt://127.0.0.1:" + hubPort;
  }

  String gatewayUrl() {
    return "mqtt://127.0.0.1:" + gatewayPort;
  }

  /** Kills the gateway's model worker, if it has one at this moment. */
  synchronized void killWorker() {
    gateway.worker().ifPresent(Pair::kill);
  }

  /** Kills the gateway alone; its worker is left to find out by itself. */
  synchronized void killGateway() {
    kill(gateway.handle());
    gateway = startGateway();
  }

  synchronized void killHub() {
    kill(hub.handle());
  }

  synchronized void hubAgain() {
    hub = startHub();
  }

  private static void kill(ProcessHandle process) {
    process.destroyForcibly();
    process.onExit().orTimeout(DEAD_SECONDS, TimeUnit.SECONDS).join();
  }

  private NodeProcess startHub() {
    return start("hub", hubPort, List.of("hub", "--site", "hq", "--model", "none"));
  }

  private NodeProcess startGateway() {
    return start(
        "gateway",
        gatewayPort,
        List.of(
            "gateway",
            "--site",
            "plant1",
            "--ingest",
            Load.TELEMETRY + "/#",
            "--upstream",
            hubUrl() + "/hq"));
  }

  private NodeProcess start(String name, int port, List<String> first) {
    List<String> arguments = new ArrayList<>(first);
    arguments.addAll(List.of("--agent", name, "--port", Integer.toString(port)));
    arguments.addAll(List.of("--coap-port", "-1", "--http-port", "-1"));
    arguments.addAll(List.of("--data", folder.resolve(name).toString()));
    return NodeProcess.start(name + "-" + ++lives, folder, arguments);
  }

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no port is free", e);
    }
  }

  @Override
  public synchronized void close() {
    gateway.kill();
    hub.kill();
  }
}
