package io.parley.catalogue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Serves one file, each request with the next fault of a list, then faultlessly. */
final class FaultyServer implements AutoCloseable {
  /** What goes wrong with one request. */
  interface Fault {
    void answer(HttpExchange exchange, byte[] file, int from) throws IOException;
  }

  private final HttpServer server;
  private final byte[] file;
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());

  FaultyServer(byte[] file, Fault... faults) throws IOException {
    this.file = file;
    this.faults.addAll(List.of(faults));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:%d/mirror".formatted(server.getAddress().getPort()));
  }

  /** The Range headers of all requests, empty where there was none. */
  List<String> ranges() {
    return List.copyOf(ranges);
  }

  private synchronized void serve(HttpExchange exchange) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range == null ? "" : range);
    int from = range == null ? 0 : Integer.parseInt(range.replace("bytes=", "").replace("-", ""));
    Fault fault = faults.isEmpty() ? FaultyServer::whole : faults.poll();
    try (exchange) {
      fault.answer(exchange, file, from);
    } catch (IOException cut) {
      // The fault that was meant.
    }
  }

  static void whole(HttpExchange exchange, byte[] file, int from) throws IOException {
    head(exchange, file.length, from, file.length - from);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(file, from, file.length - from);
    }
  }

  /** Promises the rest and hangs up after some bytes of it. */
  static Fault dropAfter(int bytes) {
    return (exchange, file, from) -> {
      head(exchange, file.length, from, file.length - from);
      exchange.getResponseBody().write(file, from, Math.min(bytes, file.length - from));
      exchange.getResponseBody().flush();
    };
  }

  static Fault status(int status) {
    return (exchange, file, from) -> exchange.sendResponseHeaders(status, -1);
  }

  static Fault redirectTo(String location) {
    return (exchange, file, from) -> {
      exchange.getResponseHeaders().set("Location", location);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  /** Says a length that is not the file's, and keeps to it. */
  static Fault lengthOf(int said) {
    return (exchange, file, from) -> {
      exchange.sendResponseHeaders(200, said);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(new byte[said]);
      }
    };
  }

  /** Says no length and sends so many bytes. */
  static Fault chunked(byte[] body) {
    return (exchange, file, from) -> {
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    };
  }

  /** Ignores what was asked for and sends the whole file. */
  static void ignoreRange(HttpExchange exchange, byte[] file, int from) throws IOException {
    whole(exchange, file, 0);
  }

  /** Sends a part, and says that it is another one. */
  static Fault rangeHeader(String contentRange) {
    return (exchange, file, from) -> {
      exchange.getResponseHeaders().set("Content-Range", contentRange);
      exchange.sendResponseHeaders(206, file.length - from);
      exchange.getResponseBody().write(file, from, file.length - from);
    };
  }

  private static void head(HttpExchange exchange, int total, int from, int length)
      throws IOException {
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, total - 1, total));
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, length);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
