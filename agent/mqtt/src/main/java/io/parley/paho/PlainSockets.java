package io.parley.paho;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Plain sockets of a line. */
final class PlainSockets extends SocketFactory {
  private final Line line;

  PlainSockets(Line line) {
    this.line = line;
  }

  @Override
  public Socket createSocket() throws IOException {
    return line.quick(new Socket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return line.quick(new Socket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return line.quick(new Socket(host, port, from, fromPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return line.quick(new Socket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return line.quick(new Socket(host, port, from, fromPort));
  }
}
