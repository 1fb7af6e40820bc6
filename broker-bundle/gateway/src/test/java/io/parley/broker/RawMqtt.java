package io.parley.broker;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A client that sends bytes, well-formed or not, and reads what comes back. */
final class RawMqtt implements AutoCloseable {
  private static final int PATIENCE_MS = 30_000;

  private final Socket socket;

  RawMqtt(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MS);
    socket.setTcpNoDelay(true);
  }

  static byte[] connect(int version, String client, @Nullable String user, @Nullable String word) {
    return connect(version, client, user, word, null);
  }

  /**
   * A CONNECT with Clean Start, and a Will on {@code plant/kiln/state} where a payload is given.
   */
  static byte[] connect(
      int version,
      String client,
      @Nullable String user,
      @Nullable String word,
      byte @Nullable [] will) {
    return packet(
        0x10,
        body -> {
          text(body, "MQTT");
          body.writeByte(version);
          body.writeByte(2 | (user == null ? 0 : 0xC0) | (will == null ? 0 : 4));
          body.writeShort(600);
          if (version == 5) {
            body.writeByte(0);
          }
          text(body, client);
          if (will != null) {
            if (version == 5) {
              body.writeByte(0);
            }
            text(body, "plant/kiln/state");
            body.writeShort(will.length);
            body.write(will);
          }
          if (user != null && word != null) {
            text(body, user);
            text(body, word);
          }
        });
  }

  /** A PUBLISH with QoS 0. */
  static byte[] publish(int version, String topic, int payload) {
    return packet(
        0x30,
        body -> {
          text(body, topic);
          if (version == 5) {
            body.writeByte(0);
          }
          body.write(new byte[payload]);
        });
  }

  interface Body {
    void write(DataOutputStream body) throws IOException;
  }

  static byte[] packet(int first, Body body) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      body.write(new DataOutputStream(bytes));
      ByteArrayOutputStream packet = new ByteArrayOutputStream();
      packet.write(first);
      int length = bytes.size();
      do {
        packet.write(length % 128 | (length >= 128 ? 128 : 0));
        length /= 128;
      } while (length > 0);
      bytes.writeTo(packet);
      return packet.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void text(DataOutputStream body, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    body.writeShort(bytes.length);
    body.write(bytes);
  }

  RawMqtt send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Sends it over and over until the broker hangs up; how often it was sent at most. */
  void floods(byte[] bytes, int times) {
    try {
      for (int i = 0; i < times; i++) {
        socket.getOutputStream().write(bytes);
      }
    } catch (IOException hungUp) {
      // What it had to say is still there to be read.
    }
  }

  /** The next packet as it came; empty once the broker has hung up. */
  byte[] read() throws IOException {
    try {
      InputStream in = socket.getInputStream();
      int first = in.read();
      if (first < 0) {
        return new byte[0];
      }
      ByteArrayOutputStream packet = new ByteArrayOutputStream();
      packet.write(first);
      int length = 0;
      int shift = 0;
      int next;
      do {
        next = in.read();
        packet.write(next);
        length |= (next & 127) << shift;
        shift += 7;
      } while ((next & 128) != 0);
      packet.write(in.readNBytes(length));
      return packet.toByteArray();
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException reset) {
      return new byte[0];
    }
  }

  /** Whether the broker hangs up, whatever it says before. */
  boolean isHungUp() throws IOException {
    try {
      while (read().length > 0) {
        socket.getOutputStream().flush();
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
