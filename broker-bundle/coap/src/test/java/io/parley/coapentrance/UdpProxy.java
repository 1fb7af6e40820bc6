package io.parley.coapentrance;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bad link between clients and the entrance: loses datagrams, and changes addresses like a NAT.
 */
final class UdpProxy implements AutoCloseable {
  private final DatagramSocket front;
  private final InetSocketAddress server;
  private final double loss;
  private final Random up;
  private final Random down;
  private final Map<SocketAddress, DatagramSocket> links = new ConcurrentHashMap<>();
  final AtomicLong passed = new AtomicLong();
  final AtomicLong lost = new AtomicLong();
  volatile boolean cut;

  /** Whether everything that goes up goes up twice, as if somebody replayed it. */
  volatile boolean replaying;

  UdpProxy(InetSocketAddress server, double loss, long seed) throws IOException {
    this.server = server;
    this.loss = loss;
    up = new Random(seed);
    down = new Random(seed + 1);
    front = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    start("proxy-front", this::forward);
  }

  int port() {
    return front.getLocalPort();
  }

  /** All clients seem to come from new ports from now on. */
  void rebind() {
    links.values().forEach(DatagramSocket::close);
    links.clear();
  }

  private void forward() throws IOException {
    byte[] buffer = new byte[2048];
    while (!front.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      front.receive(packet);
      if (drops(up)) {
        continue;
      }
      DatagramSocket link = links.computeIfAbsent(packet.getSocketAddress(), this::open);
      link.send(new DatagramPacket(packet.getData(), packet.getLength(), server));
      if (replaying) {
        link.send(new DatagramPacket(packet.getData(), packet.getLength(), server));
      }
    }
  }

  private DatagramSocket open(SocketAddress client) {
    try {
      DatagramSocket link =
          new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      start(
          "proxy-back",
          () -> {
            byte[] buffer = new byte[2048];
            while (!link.isClosed()) {
              DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
              link.receive(packet);
              if (!drops(down)) {
                front.send(new DatagramPacket(packet.getData(), packet.getLength(), client));
              }
            }
          });
      return link;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean drops(Random random) {
    boolean drop;
    synchronized (random) {
      drop = random.nextDouble() < loss;
    }
    (drop || cut ? lost : passed).incrementAndGet();
    return drop || cut;
  }

  private static void start(String name, Loop loop) {
    Thread thread =
        new Thread(
            () -> {
              try {
                loop.run();
              } catch (IOException closed) {
                // The socket was closed: the loop is over.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private interface Loop {
    void run() throws IOException;
  }

  @Override
  public void close() {
    front.close();
    rebind();
  }
}
