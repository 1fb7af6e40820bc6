package io.parley.paho;

import java.io.IOException;
import java.net.Socket;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The one socket of a link, with TCP_NODELAY: without it Nagle's algorithm and the delayed ACK of
 * the other side hold each small packet back for 40 ms. Keeps the socket, so that it can be cut.
 */
final class Line {
  private final SocketFactory sockets;
  private volatile @Nullable Socket socket;

  private Line(@Nullable SSLSocketFactory tls) {
    sockets = tls == null ? new PlainSockets(this) : new TlsSockets(this, tls);
  }

  static Line plain() {
    return new Line(null);
  }

  static Line encrypted(SSLSocketFactory tls) {
    return new Line(tls);
  }

  /** What Paho makes its socket with; it tells TLS by the factory's type. */
  SocketFactory sockets() {
    return sockets;
  }

  Socket quick(Socket made) throws IOException {
    made.setTcpNoDelay(true);
    socket = made;
    return made;
  }

  void cut() {
    Socket made = socket;
    if (made != null) {
      try {
        made.close();
      } catch (IOException e) {
        socket = null; // it is as good as closed
      }
    }
  }
}
