package io.parley.bench.coap;

import io.parley.bench.BenchRow;
import io.parley.bench.BenchRow.Better;
import io.parley.bench.coap.Load.Result;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;

/** {@code ./parley bench coap}. */
public final class CoapBench {
  private static final int RUNS = 5;
  private static final int COMPILERS = 5;
  private static final int DEVICES = 64;
  private static final int OBSERVERS = 2_000;
  private static final int CLIENTS = 1_000;
  private static final Duration WARMUP = Duration.ofSeconds(3);
  private static final Duration MEASURED = Duration.ofSeconds(5);
  private static final int ACK_TIMEOUT_MS = 2_000;
  private static final int MAX_RETRANSMIT = 4;
  private static final String ECHO = "Californium 3.14.0 plain echo server";

  private final Consumer<String> line;
  private boolean met = true;

  private CoapBench(Consumer<String> line) {
    this.line = line;
  }

  /**
   * Measures everything, about three minutes.
   *
   * @param line hears each row, one JSON object a line
   * @return whether every goal was met
   * @throws IOException if a port or a temporary folder cannot be had
   */
  public static boolean run(Consumer<String> line) throws IOException, InterruptedException {
    CoapBench bench = new CoapBench(line);
    Path state = Files.createTempDirectory("parley-bench-coap");
    try (House house = new House(state)) {
      bench.publishes(house);
      bench.observers(house);
      bench.sessions(house);
    } finally {
      delete(state);
    }
    return bench.met;
  }

  private void tell(
      String measure,
      double[] ours,
      double[] peer,
      String peerName,
      String unit,
      Better better,
      double goal) {
    BenchRow row =
        BenchRow.of(
            "coap",
            measure,
            DoubleStream.of(ours).boxed().toList(),
            DoubleStream.of(peer).boxed().toList(),
            peerName,
            unit,
            better,
            goal);
    met &= row.met();
    line.accept(row.json());
  }

  /** Requests a second and their 99th percentile, ours and the peer's by turns. */
  private void publishes(House house) throws IOException {
    Rounds rounds = new Rounds();
    long answered = 0;
    try (EchoServer echo = new EchoServer();
        Load peers = new Load(echo.address(), "echo/bench", DEVICES, null);
        Load entrances = new Load(house.plain(), "ps/bench", DEVICES, house.arrived::get)) {
      // The first runs of each are the compiler's.
      for (int i = 0; i < COMPILERS; i++) {
        peers.run(WARMUP, WARMUP);
        answered += entrances.run(WARMUP, WARMUP).answered();
      }
      for (int i = 0; i < RUNS; i++) {
        Result plain = peers.run(WARMUP, MEASURED);
        Result entrance = entrances.run(WARMUP, MEASURED);
        rounds.took(i, plain, entrance);
        answered += entrance.answered();
      }
    }
    String publish = "publish to an MQTT subscriber";
    tell(publish, rounds.ours, rounds.peer, ECHO, "req/s", Better.HIGHER, 0.6);
    tell("publish p99", rounds.oursP99, rounds.peerP99, ECHO, "ms", Better.LOWER, 3);
    double[] expected = {answered};
    double[] arrived = {settled(house, answered)};
    tell(
        "publishes answered that reached the subscriber",
        arrived,
        expected,
        "publishes answered",
        "messages",
        Better.HIGHER,
        1);
  }

  private static final class Rounds {
    final double[] ours = new double[RUNS];
    final double[] oursP99 = new double[RUNS];
    final double[] peer = new double[RUNS];
    final double[] peerP99 = new double[RUNS];

    void took(int i, Result plain, Result entrance) {
      peer[i] = plain.perSecond();
      peerP99[i] = plain.p99Millis();
      ours[i] = entrance.perSecond();
      oursP99[i] = entrance.p99Millis();
    }
  }

  /** The subscriber is behind the answers by what is on its way; this waits for it. */
  private static double settled(House house, long expected) {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (house.arrived.get() < expected
        && System.nanoTime() < until
        && !Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
    return house.arrived.get();
  }

  private void observers(House house) throws IOException {
    double[] millis = new double[RUNS];
    double[] heard = new double[RUNS];
    double[] all = new double[RUNS];
    put(house.plain(), 0);
    try (Flock flock = new Flock(house.plain(), "ps/bench/observed", OBSERVERS)) {
      int registered = flock.register();
      for (int i = 0; i < RUNS; i++) {
        flock.forget();
        long since = System.nanoTime();
        put(house.plain(), i + 1);
        double[] result = flock.listen(since);
        millis[i] = result[0];
        heard[i] = Math.min(result[1], registered);
        all[i] = OBSERVERS;
      }
    }
    tell("observers notified", heard, all, "observers", "observers", Better.HIGHER, 1);
    double[] second = new double[RUNS];
    Arrays.fill(second, 1_000);
    tell(
        "time until the last of 2,000 observers hears",
        millis,
        second,
        "one second",
        "ms",
        Better.LOWER,
        1);
  }

  private static void put(InetSocketAddress server, int number) throws IOException {
    Request put = Request.newPut();
    put.getOptions().setUriPath("ps/bench/observed");
    put.setPayload(Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
    put.setMID(40_000 + number);
    put.setToken(Token.EMPTY);
    byte[] datagram = new UdpDataSerializer().getByteArray(put);
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.connect(server);
      socket.setSoTimeout(ACK_TIMEOUT_MS);
      for (int i = 0; i <= MAX_RETRANSMIT; i++) {
        socket.send(new DatagramPacket(datagram, datagram.length));
        try {
          socket.receive(new DatagramPacket(new byte[2048], 2048));
          return;
        } catch (SocketTimeoutException lost) {
          Flock.stopIfAsked();
        }
      }
    }
    throw new IOException("the entrance does not answer");
  }

  private void sessions(House house) throws IOException, InterruptedException {
    try (Fleet fleet = new Fleet(CLIENTS)) {
      int before = fleet.publish(house.secure(), "before");
      house.restart();
      int after = fleet.publish(house.secure(), "after");
      double kept = after - house.entrance().counts().handshakes();
      tell(
          "DTLS clients that go on after a restart without a handshake",
          new double[] {kept},
          new double[] {Math.max(before, CLIENTS)},
          "DTLS clients",
          "clients",
          Better.HIGHER,
          0.99);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> paths = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path each : paths) {
        Files.deleteIfExists(each);
      }
    }
  }
}
