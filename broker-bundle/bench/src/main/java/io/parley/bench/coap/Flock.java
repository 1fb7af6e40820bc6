package io.parley.bench.coap;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;

/** Many observers of one topic: how many hear of a change, and how long the last one waits. */
final class Flock implements AutoCloseable {
  private static final int PER_PORT = 20;
  private static final int ATTEMPTS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Selector selector;
  private final DatagramChannel[] ports;
  private final int observers;
  private final String path;
  private final Set<Integer> heard = new HashSet<>();

  Flock(InetSocketAddress server, String path, int observers) throws IOException {
    this.path = path;
    this.observers = observers;
    selector = Selector.open();
    ports = new DatagramChannel[(observers + PER_PORT - 1) / PER_PORT];
    for (int i = 0; i < ports.length; i++) {
      ports[i] = DatagramChannel.open();
      ports[i].bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      ports[i].connect(server);
      ports[i].configureBlocking(false);
      ports[i].register(selector, SelectionKey.OP_READ);
    }
  }

  /** Registers all of them, those again that heard nothing; how many were taken. */
  int register() throws IOException {
    heard.clear();
    for (int attempt = 0; attempt < ATTEMPTS && heard.size() < observers; attempt++) {
      registerSilent(attempt * observers);
    }
    return heard.size();
  }

  private void registerSilent(int firstMid) throws IOException {
    for (int i = 0; i < observers; i++) {
      if (heard.contains(i)) {
        continue;
      }
      Request get = Request.newGet();
      get.setType(CoAP.Type.NON);
      get.getOptions().setUriPath(path);
      get.setObserve();
      get.setMID((firstMid + i) & 0xFFFF);
      get.setToken(new Token(ByteBuffer.allocate(4).putInt(i).array()));
      ports[i / PER_PORT].write(ByteBuffer.wrap(new UdpDataSerializer().getByteArray(get)));
      receive(i % PER_PORT == PER_PORT - 1 ? 2 : 0);
    }
    long until = System.nanoTime() + PATIENCE.dividedBy(ATTEMPTS).toNanos();
    while (heard.size() < observers && System.nanoTime() < until) {
      receive(50);
    }
  }

  /** From now on, what was heard before does not count. */
  void forget() {
    heard.clear();
  }

  /** Waits for all to hear; the milliseconds until the last did, and how many did. */
  double[] listen(long since) throws IOException {
    long last = since;
    long until = since + PATIENCE.toNanos();
    while (heard.size() < observers && System.nanoTime() < until) {
      int before = heard.size();
      receive(20);
      if (heard.size() > before) {
        last = System.nanoTime();
      }
    }
    return new double[] {(last - since) / 1e6, heard.size()};
  }

  /** Selects for so long, or only what is ready; not where the thread is to end. */
  static void select(Selector selector, int millis) throws IOException {
    stopIfAsked();
    if (millis == 0) {
      selector.selectNow();
    } else {
      selector.select(millis);
    }
  }

  static void stopIfAsked() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("the bench is stopped");
    }
  }

  private void receive(int millis) throws IOException {
    select(selector, millis);
    ByteBuffer buffer = ByteBuffer.allocate(2048);
    for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
      DatagramChannel channel = (DatagramChannel) keys.next().channel();
      keys.remove();
      buffer.clear();
      while (channel.read(buffer) >= 8) {
        if (((buffer.get(0) >> 4) & 3) == 0) {
          channel.write(ByteBuffer.wrap(new byte[] {0x60, 0, buffer.get(2), buffer.get(3)}));
        }
        if ((buffer.get(0) & 0xF) == 4 && (buffer.get(1) & 0xE0) == 0x40) {
          heard.add(buffer.getInt(4));
        }
        buffer.clear();
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (DatagramChannel port : ports) {
      port.close();
    }
    selector.close();
  }
}
