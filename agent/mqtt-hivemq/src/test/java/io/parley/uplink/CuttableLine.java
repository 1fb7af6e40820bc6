package io.parley.uplink;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP line to a local port that can be cut and mended, so that an uplink can fail in a test. */
public final class CuttableLine implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean whole = true;

  private CuttableLine(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
    thread(this::accept);
  }

  /** A whole line to this port. */
  public static CuttableLine to(int port) throws IOException {
    return new CuttableLine(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
  }

  /** Where to connect. */
  public String url() {
    return "mqtt://127.0.0.1:" + server.getLocalPort();
  }

  /** Ends all connections and takes no new ones. */
  public void cut() {
    whole = false;
    sockets.forEach(CuttableLine::closed);
    sockets.clear();
  }

  /** Takes connections again. */
  public void mend() {
    whole = true;
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        if (!whole) {
          near.close();
          continue;
        }
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        sockets.add(near);
        sockets.add(far);
        thread(() -> copy(near, far));
        thread(() -> copy(far, near));
        if (!whole) {
          cut();
        }
      } catch (IOException e) {
        Thread.onSpinWait(); // closed, or the other side is away
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] buffer = new byte[16 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException cut) {
      Thread.onSpinWait();
    } finally {
      closed(from);
      closed(to);
    }
  }

  private static void closed(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void thread(Runnable task) {
    Thread thread = new Thread(task, "cuttable-line");
    thread.setDaemon(true);
    thread.start();
  }
}
