package io.parley.uplink;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real mosquitto on a free port, for the tests of whoever needs an external broker. */
public final class Mosquitto implements AutoCloseable {
  private final Path folder;
  private final int port;
  private Process process;

  private Mosquitto(Path folder, int port, List<String> settings) throws IOException {
    this.folder = folder;
    this.port = port;
    Files.write(folder.resolve("mosquitto.conf"), settings);
    process = run();
  }

  /** Starts one that lets everybody in on loopback. */
  public static Mosquitto start(String... more) {
    try {
      int port = freePort();
      List<String> settings =
          Stream.concat(
                  Stream.of(
                      "listener " + port + " 127.0.0.1",
                      "allow_anonymous true",
                      "persistence false",
                      "max_inflight_messages 20",
                      "log_dest stdout",
                      // as root it would become another user, who may not read what tests write
                      "user " + System.getProperty("user.name")),
                  Stream.of(more))
              .toList();
      return new Mosquitto(Files.createTempDirectory("mosquitto"), port, settings);
    } catch (IOException e) {
      return fail("cannot start mosquitto", e);
    }
  }

  private Process run() throws IOException {
    Process started =
        new ProcessBuilder(binary(), "-c", "mosquitto.conf")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.log").toFile())
            .start();
    awaitListening(started);
    return started;
  }

  private static String binary() {
    return Stream.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto")
        .filter(path -> Files.isExecutable(Path.of(path)))
        .findFirst()
        .orElseGet(() -> fail("this test needs a mosquitto broker: apt-get install -y mosquitto"));
  }

  private void awaitListening(Process started) throws IOException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < until && started.isAlive()) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException notYet) {
        Thread.onSpinWait();
      }
    }
    fail("mosquitto does not listen: " + Files.readString(folder.resolve("out.log")));
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Its URL. */
  public String url() {
    return "mqtt://127.0.0.1:" + port;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Ends it at once. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts it again on the same port; it remembers nothing. */
  public void again() {
    try {
      process = run();
    } catch (IOException e) {
      fail("cannot start mosquitto again", e);
    }
  }

  @Override
  public void close() {
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      fail("cannot clean up after mosquitto", e);
    }
  }

  /** A port that was free a moment ago. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
