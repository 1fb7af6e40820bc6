package io.parley.bench.coap;

import io.parley.broker.NodeLink;
import io.parley.mqtt.BrokerUrl;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An MQTT 5 subscriber with QoS 1 that counts what arrives and acknowledges it, and nothing else:
 * like {@link Load} it lives on the machine that is measured, so that little of the time may be its
 * own. A client library costs as much for a message as the broker does.
 */
final class Ear implements AutoCloseable {
  private static final int CONNACK = 2;
  private static final int PUBLISH = 3;
  private static final int SUBACK = 9;
  private static final int RECEIVE_MAXIMUM = 65_535;

  private final AtomicLong arrived;
  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 18);
  private final ByteBuffer acks = ByteBuffer.allocateDirect(1 << 18);
  private final CountDownLatch subscribed = new CountDownLatch(1);
  private final String filter;

  Ear(NodeLink link, String client, String filter, AtomicLong arrived) throws IOException {
    this.arrived = arrived;
    this.filter = filter;
    BrokerUrl url = BrokerUrl.parse(link.url());
    channel = SocketChannel.open(new InetSocketAddress(url.host(), url.port()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    send(0x10, connect(client, link));
    Thread thread = new Thread(this::listen, "bench-subscriber");
    thread.setDaemon(true);
    thread.start();
    try {
      if (!subscribed.await(30, TimeUnit.SECONDS)) {
        throw new IOException("the bench's own broker does not answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static byte[] connect(String client, NodeLink link) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream packet = new DataOutputStream(bytes);
    packet.writeUTF("MQTT");
    packet.writeByte(5);
    packet.writeByte(0b1100_0010); // user name, password, clean start
    packet.writeShort(0); // no keep alive
    packet.writeByte(3);
    packet.writeByte(0x21);
    packet.writeShort(RECEIVE_MAXIMUM);
    packet.writeUTF(client);
    packet.writeUTF(link.user());
    packet.writeUTF(link.password());
    return bytes.toByteArray();
  }

  private byte[] subscribe() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream packet = new DataOutputStream(bytes);
    packet.writeShort(1);
    packet.writeByte(0);
    packet.writeUTF(filter);
    packet.writeByte(1 | (2 << 4)); // QoS 1, nothing that was retained before
    return bytes.toByteArray();
  }

  private void send(int type, byte[] body) throws IOException {
    ByteBuffer packet = ByteBuffer.allocate(body.length + 3);
    packet.put((byte) type);
    packet.put((byte) ((body.length & 0x7F) | 0x80));
    packet.put((byte) (body.length >> 7));
    packet.put(body).flip();
    write(packet);
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void listen() {
    try {
      while (channel.read(in) >= 0) {
        in.flip();
        while (packet()) {
          // The next one.
        }
        in.compact();
        acks.flip();
        write(acks);
        acks.clear();
      }
    } catch (ClosedChannelException closed) {
      // It was closed, as it must be in the end.
    } catch (IOException e) {
      throw new IllegalStateException("the bench's subscriber lost its broker", e);
    }
  }

  /** Takes one packet; false: it is not all here. */
  private boolean packet() throws IOException {
    int at = in.position();
    int length = 0;
    int header = 1;
    for (int shift = 0; ; shift += 7, header++) {
      if (at + header >= in.limit()) {
        return false;
      }
      byte part = in.get(at + header);
      length |= (part & 0x7F) << shift;
      if (part >= 0) {
        break;
      }
    }
    int body = at + header + 1;
    if (body + length > in.limit()) {
      return false;
    }
    taken((in.get(at) >> 4) & 0xF, body);
    in.position(body + length);
    return true;
  }

  private void taken(int type, int body) throws IOException {
    switch (type) {
      case CONNACK -> send(0x82, subscribe());
      case SUBACK -> subscribed.countDown();
      case PUBLISH -> {
        int topic = in.getShort(body) & 0xFFFF;
        acks.put((byte) 0x40).put((byte) 2).putShort(in.getShort(body + 2 + topic));
        arrived.lazySet(arrived.get() + 1);
      }
      default -> throw new IOException("packet type %d was not expected".formatted(type));
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
