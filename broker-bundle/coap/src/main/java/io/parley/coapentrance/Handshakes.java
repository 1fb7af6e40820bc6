package io.parley.coapentrance;

import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DatagramFilter;
import org.eclipse.californium.scandium.DtlsDatagramFilter;
import org.eclipse.californium.scandium.dtls.Connection;
import org.eclipse.californium.scandium.dtls.DTLSContext;
import org.eclipse.californium.scandium.dtls.Handshaker;
import org.eclipse.californium.scandium.dtls.Record;
import org.eclipse.californium.scandium.dtls.ResumingServerHandshaker;
import org.eclipse.californium.scandium.dtls.SessionListener;

/**
 * Counts handshakes, and stops listening to those of an address that fails again and again: whoever
 * guesses keys gets a handful of tries a minute. Sessions that exist go on undisturbed.
 */
final class Handshakes implements DatagramFilter, SessionListener {
  private static final int MOST_FAILURES = 5;
  private static final long WINDOW_MS = 60_000;
  private static final int MOST_ADDRESSES = 10_000;
  private static final int HANDSHAKE = 22;
  private static final int RECORD_HEADER = 13;

  private final Front front;
  private final DtlsDatagramFilter records;
  private final Map<Object, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Failures> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  private final Set<Handshaker> counted = Collections.newSetFromMap(new WeakHashMap<>());

  Handshakes(Front front, Configuration config) {
    this.front = front;
    records = new DtlsDatagramFilter(config);
  }

  @Override
  public boolean onReceiving(DatagramPacket packet) {
    byte[] data = packet.getData();
    int at = packet.getOffset();
    boolean opensHandshake =
        packet.getLength() >= RECORD_HEADER
            && data[at] == HANDSHAKE
            && data[at + 3] == 0
            && data[at + 4] == 0;
    return records.onReceiving(packet)
        && !(opensHandshake && blocked(key(packet.getSocketAddress())));
  }

  @Override
  public boolean onReceiving(Record record, Connection connection) {
    return records.onReceiving(record, connection)
        && !(unfinished(connection) && blocked(key(record.getPeerAddress())));
  }

  /**
   * A wrong key shows here, as a Finished that cannot be read (RFC 4279, 2). Scandium drops it in
   * silence and waits for another until the handshake times out, which is far too late to count it:
   * a guesser begins the next one meanwhile, from another port.
   */
  @Override
  public boolean onMacError(Record record, Connection connection) {
    Handshaker handshaker = connection.getOngoingHandshake();
    if (handshaker != null && unfinished(connection) && firstFailure(handshaker)) {
      failed(record.getPeerAddress());
    }
    return records.onMacError(record, connection);
  }

  private static boolean unfinished(Connection connection) {
    return connection.hasOngoingHandshake() && !connection.hasEstablishedDtlsContext();
  }

  /** A handshake that fails twice, by its key and then by its time, has failed once. */
  private boolean firstFailure(Handshaker handshaker) {
    synchronized (failures) {
      return counted.add(handshaker);
    }
  }

  @Override
  public void handshakeStarted(Handshaker handshaker) {}

  @Override
  public void contextEstablished(Handshaker handshaker, DTLSContext establishedContext) {}

  @Override
  public void handshakeCompleted(Handshaker handshaker) {
    if (!(handshaker instanceof ResumingServerHandshaker)) {
      front.counters.handshakes.increment();
    }
    synchronized (failures) {
      failures.remove(key(handshaker.getPeerAddress()));
    }
  }

  @Override
  public void handshakeFailed(Handshaker handshaker, Throwable error) {
    if (firstFailure(handshaker)) {
      failed(handshaker.getPeerAddress());
    }
  }

  private void failed(InetSocketAddress address) {
    Object key = key(address);
    long now = front.ports.clock().millis();
    synchronized (failures) {
      Failures known = failures.get(key);
      if (known == null || now - known.since > WINDOW_MS) {
        known = new Failures(now);
        failures.put(key, known);
      }
      known.count++;
    }
    front.counters.handshakesFailed.increment();
  }

  @Override
  public void handshakeFlightRetransmitted(Handshaker handshaker, int flight) {}

  private boolean blocked(Object key) {
    synchronized (failures) {
      Failures known = failures.get(key);
      return known != null
          && known.count >= MOST_FAILURES
          && front.ports.clock().millis() - known.since <= WINDOW_MS;
    }
  }

  /** The address; on loopback, where everybody has the same, the port too. */
  private static Object key(SocketAddress address) {
    if (address instanceof InetSocketAddress inet) {
      InetAddress ip = inet.getAddress();
      return ip == null || ip.isLoopbackAddress() ? inet : ip;
    }
    return address;
  }

  private static final class Failures {
    final long since;
    int count;

    Failures(long since) {
      this.since = since;
    }
  }
}
