package io.parley.bench.coap;

import io.parley.broker.BrokerLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Devices that publish, each with one confirmable request under way (NSTART 1) and none waiting
 * between two; one thread for all, bytes made beforehand, so that little of the time is the load's.
 */
final class Load implements AutoCloseable {
  private static final byte[] PAYLOAD =
      "{\"temperature\":81.5,\"unit\":\"Cel\"}"
          .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private static final long RETRANSMIT_NANOS = Duration.ofSeconds(2).toNanos();
  private static final int JSON = 50;

  /** Half of what the broker keeps for a client that is slow: nothing is dropped. */
  private static final int MOST_BEHIND = BrokerLimits.USUAL.queuedMessages() / 2;

  private final InetSocketAddress server;
  private final String path;
  private final Selector selector = Selector.open();
  private final List<Device> all = new ArrayList<>();
  private final @Nullable LongSupplier arrived;
  private final Deque<Device> held = new ArrayDeque<>();

  /**
   * A load.
   *
   * @param arrived counts what came out at the other end, and what did not does not count; devices
   *     wait while it is far behind. Absent: whatever is answered counts
   */
  Load(InetSocketAddress server, String path, int devices, @Nullable LongSupplier arrived)
      throws IOException {
    this.server = server;
    this.path = path;
    this.arrived = arrived;
    for (int i = 0; i < devices; i++) {
      all.add(new Device(i));
    }
  }

  /**
   * What a run came to.
   *
   * @param perSecond requests answered with success, or arrived if that is less, per second
   * @param p99Millis the time of all but the slowest hundredth
   * @param answered how many were answered in all, those of the warm-up too
   */
  record Result(double perSecond, double p99Millis, long answered) {}

  @Override
  public void close() throws IOException {
    for (Device each : all) {
      each.channel.close();
    }
    selector.close();
  }

  private long arrived() {
    return arrived == null ? 0 : arrived.getAsLong();
  }

  /** Loads for a while, of which the first part does not count. */
  Result run(Duration warmup, Duration measured) throws IOException {
    long start = System.nanoTime();
    long from = start + warmup.toNanos();
    long until = from + measured.toNanos();
    long[] times = new long[1 << 20];
    int count = 0;
    long answered = 0;
    long arrivedBefore = -1;
    long arrivedFirst = arrived();
    held.clear();
    for (Device each : all) {
      each.send();
    }
    for (long now = start; now < until; now = System.nanoTime()) {
      if (arrivedBefore < 0 && now >= from) {
        arrivedBefore = arrived();
      }
      Flock.select(selector, held.isEmpty() ? 100 : 1);
      for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
        Device device = (Device) keys.next().attachment();
        keys.remove();
        long took = device.receive();
        if (took >= 0) {
          answered++;
          if (System.nanoTime() >= from && count < times.length) {
            times[count++] = took;
          }
          held.add(device);
        }
      }
      if (arrived == null || answered - (arrived() - arrivedFirst) < MOST_BEHIND) {
        sendHeld();
      }
      for (Device each : all) {
        each.resendIfLate(now);
      }
    }
    answered += rest();
    Arrays.sort(times, 0, count);
    double p99 = count == 0 ? Double.NaN : times[(int) (count * 0.99)] / 1e6;
    long came = arrived == null ? count : Math.min(count, arrived() - Math.max(0, arrivedBefore));
    return new Result(came / (measured.toNanos() / 1e9), p99, answered);
  }

  /** What is answered of the last requests, which were sent but do not count in time. */
  private long rest() throws IOException {
    long until = System.nanoTime() + RETRANSMIT_NANOS;
    long answered = 0;
    while (System.nanoTime() < until && all.stream().anyMatch(each -> each.waits)) {
      Flock.select(selector, 10);
      for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
        Device device = (Device) keys.next().attachment();
        keys.remove();
        answered += device.receive() >= 0 ? 1 : 0;
      }
    }
    return answered;
  }

  private void sendHeld() throws IOException {
    for (Device device = held.poll(); device != null; device = held.poll()) {
      device.send();
    }
  }

  private final class Device {
    private final DatagramChannel channel;
    private final ByteBuffer request;
    private final ByteBuffer response = ByteBuffer.allocate(2048);
    private int mid;
    private long sentAt;
    private long firstSentAt;
    private boolean waits;

    Device(int number) throws IOException {
      channel = DatagramChannel.open();
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      channel.connect(server);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
      Request put = Request.newPut();
      put.getOptions().setUriPath(path + "/" + number).setContentFormat(JSON);
      put.setPayload(PAYLOAD);
      put.setToken(new Token(new byte[] {(byte) (number >> 8), (byte) number}));
      put.setMID(0);
      request = ByteBuffer.wrap(new UdpDataSerializer().getByteArray(put));
      mid = number * 31;
    }

    void send() throws IOException {
      mid = (mid + 1) & 0xFFFF;
      request.putShort(2, (short) mid);
      firstSentAt = System.nanoTime();
      waits = true;
      transmit();
    }

    private void transmit() throws IOException {
      sentAt = System.nanoTime();
      request.rewind();
      channel.write(request);
    }

    void resendIfLate(long now) throws IOException {
      if (waits && now - sentAt > RETRANSMIT_NANOS) {
        transmit();
      }
    }

    /** The time that the request took if this was its response; else negative. */
    long receive() throws IOException {
      response.clear();
      if (channel.read(response) < 4) {
        return -1;
      }
      int type = (response.get(0) >> 4) & 3;
      int code = response.get(1) & 0xFF;
      boolean mine = (response.getShort(2) & 0xFFFF) == mid;
      if (type == 0) {
        // A separate response is acknowledged.
        ByteBuffer ack = ByteBuffer.wrap(new byte[] {0x60, 0, response.get(2), response.get(3)});
        channel.write(ack);
        mine = true;
      }
      if (!waits || !mine || code >> 5 != 2) {
        return -1;
      }
      waits = false;
      return System.nanoTime() - firstSentAt;
    }
  }
}
