package io.parley.openai;

import static io.parley.openai.ModelServer.event;
import static io.parley.openai.ModelServer.stream;
import static io.parley.openai.ModelServer.words;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.engine.Constraint;
import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.ModelInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real HTTP server that misbehaves. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HttpModelFaultsIT {
  @AutoClose private final ModelServer server;

  HttpModelFaultsIT() throws IOException {
    server = new ModelServer();
  }

  @Test
  void errorsAreToldByKind() {
    for (Object[] each :
        new Object[][] {
          {400, "bad field", EngineException.Kind.INVALID},
          {400, "exceeds the context size", EngineException.Kind.TOO_LONG},
          {401, "who are you", EngineException.Kind.UNAVAILABLE},
          {429, "slow down", EngineException.Kind.BUSY},
          {500, "oops", EngineException.Kind.CRASHED}
        }) {
      server.does(
          (exchange, out) -> {
            byte[] words = ((String) each[1]).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders((Integer) each[0], words.length);
            out.write(words);
          });
      server.speaking(HttpModelSettings.Api.COMPLETIONS, HttpModelSettings.Dialect.PLAIN);
      assertEquals(each[2], server.failure(20_000).kind());
    }
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() {
    server.does((exchange, out) -> server.end.await());
    EngineException failure = server.failure(20_000);
    assertEquals(EngineException.Kind.CRASHED, failure.kind());
    assertTrue(String.valueOf(failure.getMessage()).contains("silent"), failure.getMessage());
  }

  @Test
  void aStreamThatStallsOrBreaksIsAFailure() {
    server.does(
        (exchange, out) -> {
          stream(exchange);
          event(out, "{\"choices\":[{\"text\":\"half\"}]}");
          server.end.await();
        });
    assertEquals(EngineException.Kind.CRASHED, server.failure(20_000).kind());
    server.does(
        (exchange, out) -> {
          stream(exchange);
          event(out, "{\"choices\":[{\"text\":\"half\"}]}");
        });
    assertEquals(EngineException.Kind.CRASHED, server.failure(20_000).kind());
    server.does(
        (exchange, out) -> {
          stream(exchange);
          event(out, "this is not JSON");
        });
    assertEquals(EngineException.Kind.CRASHED, server.failure(20_000).kind());
  }

  @Test
  void theDeadlineEndsASlowStreamWithWhatThereIs() {
    server.does(
        (exchange, out) -> {
          stream(exchange);
          for (int i = 0; i < 1000; i++) {
            event(out, "{\"choices\":[{\"text\":\"x\"}]}");
            server.end.await(50, MILLISECONDS);
          }
        });
    Generation generation =
        server
            .model()
            .generate(server.request(new Constraint.Free(), 600), GenerationListener.NONE)
            .join();
    assertEquals(Generation.End.DEADLINE, generation.end());
    assertTrue(generation.text().startsWith("x"));
    server.does((exchange, out) -> server.end.await());
    assertEquals(EngineException.Kind.EXPIRED, server.failure(300).kind());
  }

  @Test
  void afterFailuresInARowTheServerIsLeftAloneForAWhile() throws Exception {
    server.does((exchange, out) -> exchange.sendResponseHeaders(500, -1));
    for (int i = 0; i < 3; i++) {
      assertEquals(EngineException.Kind.CRASHED, server.failure(20_000).kind());
    }
    assertEquals(EngineException.Kind.UNAVAILABLE, server.failure(20_000).kind());
    assertEquals(3, server.calls());
    assertEquals(ModelInfo.State.FAILED, server.model().info().state());
    server.does(
        (exchange, out) -> {
          stream(exchange);
          words(out, "back");
        });
    server.end.await(2100, MILLISECONDS);
    assertEquals("back", server.ask(new Constraint.Free()).text());
    assertEquals(ModelInfo.State.READY, server.model().info().state());
  }

  @Test
  void aServerThatIsNotThereIsUnavailable() {
    server.stop();
    assertEquals(EngineException.Kind.UNAVAILABLE, server.failure(20_000).kind());
  }
}
