package io.parley.paho;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** Encrypted sockets of a line. */
final class TlsSockets extends SSLSocketFactory {
  private final Line line;
  private final SSLSocketFactory tls;

  TlsSockets(Line line, SSLSocketFactory tls) {
    this.line = line;
    this.tls = tls;
  }

  @Override
  public Socket createSocket() throws IOException {
    return line.quick(tls.createSocket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return line.quick(tls.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return line.quick(tls.createSocket(host, port, from, fromPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return line.quick(tls.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return line.quick(tls.createSocket(host, port, from, fromPort));
  }

  @Override
  public Socket createSocket(Socket over, String host, int port, boolean autoClose)
      throws IOException {
    return line.quick(tls.createSocket(over, host, port, autoClose));
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }
}
