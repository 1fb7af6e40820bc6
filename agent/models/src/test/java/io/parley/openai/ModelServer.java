package io.parley.openai;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.engine.Constraint;
import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.Sampling;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A real HTTP server that does what it is told, and a model that asks it. */
final class ModelServer implements AutoCloseable {
  interface Behaviour {
    void answer(HttpExchange exchange, OutputStream out) throws Exception;
  }

  /** Opens when the test is over. */
  final CountDownLatch end = new CountDownLatch(1);

  private final AtomicReference<Behaviour> behaviour = new AtomicReference<>();
  private final AtomicReference<Object> asked = new AtomicReference<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private HttpModel model;

  ModelServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/", this::serve);
    server.start();
    model = model(HttpModelSettings.Api.COMPLETIONS, HttpModelSettings.Dialect.PLAIN);
  }

  void does(Behaviour next) {
    behaviour.set(next);
  }

  /** What the last request said. */
  Object asked() {
    return asked.get();
  }

  int calls() {
    return calls.get();
  }

  HttpModel model() {
    return model;
  }

  /** Puts a fresh model of this kind in the place of the one before. */
  void speaking(HttpModelSettings.Api api, HttpModelSettings.Dialect dialect) {
    model.close();
    model = model(api, dialect);
  }

  void stop() {
    server.stop(0);
  }

  @Override
  public void close() {
    end.countDown();
    model.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private HttpModel model(HttpModelSettings.Api api, HttpModelSettings.Dialect dialect) {
    URI base = URI.create("http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort()));
    HttpModelSettings settings =
        HttpModelSettings.of("hub", base, "some-model")
            .speaking(api, dialect)
            .waiting(Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(2));
    return HttpModel.of(settings, Clock.systemUTC());
  }

  private void serve(HttpExchange exchange) throws IOException {
    calls.incrementAndGet();
    try (OutputStream out = exchange.getResponseBody()) {
      asked.set(
          new Trees(new Limits(1 << 20, 32)).fromJson(exchange.getRequestBody().readAllBytes()));
      behaviour.get().answer(exchange, out);
    } catch (IOException e) {
      exchange.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static void stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
  }

  static void event(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  static void words(OutputStream out, String... pieces) throws IOException {
    for (String piece : pieces) {
      event(out, "{\"choices\":[{\"index\":0,\"text\":\"%s\"}]}".formatted(piece));
    }
    event(out, "{\"choices\":[{\"text\":\"\",\"finish_reason\":\"stop\"}]}");
    event(out, "[DONE]");
  }

  GenerationRequest request(Constraint constraint, long millis) {
    return new GenerationRequest(
        "You answer. ",
        "Is it hot?",
        20,
        Instant.now().plusMillis(millis),
        constraint,
        Sampling.GREEDY,
        List.of("\n"),
        2,
        null);
  }

  Generation ask(Constraint constraint) {
    return model.generate(request(constraint, 20_000), GenerationListener.NONE).join();
  }

  EngineException failure(long millis) {
    CompletionException thrown =
        assertThrows(
            CompletionException.class,
            () ->
                model
                    .generate(request(new Constraint.Free(), millis), GenerationListener.NONE)
                    .join());
    return assertInstanceOf(EngineException.class, thrown.getCause());
  }
}
