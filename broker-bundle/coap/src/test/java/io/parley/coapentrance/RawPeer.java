package io.parley.coapentrance;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.jspecify.annotations.Nullable;

/** A peer that sends what it is given, byte for byte, and keeps to no rule. */
final class RawPeer implements AutoCloseable {
  private static final byte[] TOKEN = {1, 2};

  private final DatagramSocket socket;
  private final InetSocketAddress server;
  private int mid = 1;

  RawPeer(InetSocketAddress server) throws IOException {
    this.server = server;
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.setReceiveBufferSize(1 << 20);
  }

  /** The bytes of a request under the next message id. */
  byte[] bytes(Request request) {
    request.setMID(mid++ & 0xFFFF);
    request.setToken(new Token(TOKEN));
    return new UdpDataSerializer().getByteArray(request);
  }

  void send(byte[] datagram) throws IOException {
    socket.send(new DatagramPacket(datagram, datagram.length, server));
  }

  /** The next datagram; null if none comes in time. */
  byte @Nullable [] receive(int millis) throws IOException {
    byte[] buffer = new byte[4096];
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    socket.setSoTimeout(millis);
    try {
      socket.receive(packet);
      return Arrays.copyOf(buffer, packet.getLength());
    } catch (SocketTimeoutException none) {
      return null;
    }
  }

  /** Sends it and gives the response to it. */
  Response ask(Request request) throws IOException {
    return ask(bytes(request));
  }

  Response ask(byte[] datagram) throws IOException {
    send(datagram);
    byte[] answer = receive(5_000);
    if (answer == null) {
      throw new AssertionError("no response");
    }
    Message message = new UdpDataParser().parseMessage(answer);
    message.setBytes(answer);
    if (message instanceof Response response) {
      return response;
    }
    throw new AssertionError("no response but " + message);
  }

  @Override
  public void close() {
    socket.close();
  }
}
