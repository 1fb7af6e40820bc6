package io.parley.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.engine.Constraint;
import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.ModelInfo;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real HTTP server that speaks the API, also when it misbehaves. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HttpModelIT {
  private interface Behaviour {
    void answer(HttpExchange exchange, OutputStream out) throws Exception;
  }

  private final AtomicReference<Behaviour> behaviour = new AtomicReference<>();
  private final AtomicReference<Object> asked = new AtomicReference<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;
  private HttpModel model;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/", this::serve);
    server.start();
    model = model(HttpModelSettings.Api.COMPLETIONS, HttpModelSettings.Dialect.PLAIN);
  }

  @AfterEach
  void stop() {
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

  private static void stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
  }

  private static void event(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void words(OutputStream out, String... pieces) throws IOException {
    for (String piece : pieces) {
      event(out, "{\"choices\":[{\"index\":0,\"text\":\"%s\"}]}".formatted(piece));
    }
    event(out, "{\"choices\":[{\"text\":\"\",\"finish_reason\":\"stop\"}]}");
    event(out, "[DONE]");
  }

  private GenerationRequest request(Constraint constraint, long millis) {
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

  private Generation ask(Constraint constraint) {
    return model.generate(request(constraint, 20_000), GenerationListener.NONE).join();
  }

  private EngineException failure(long millis) {
    CompletionException thrown =
        assertThrows(
            CompletionException.class,
            () ->
                model
                    .generate(request(new Constraint.Free(), millis), GenerationListener.NONE)
                    .join());
    return assertInstanceOf(EngineException.class, thrown.getCause());
  }

  @Test
  void completionsStreamWithProbabilitiesAndUsage() {
    behaviour.set(
        (exchange, out) -> {
          stream(exchange);
          out.write(": a comment\n\n".getBytes(StandardCharsets.UTF_8));
          event(
              out,
              "{\"choices\":[{\"text\":\"81.5\",\"logprobs\":{\"tokens\":[\"81.5\"],\"token_logprobs\":[-0.105],\"top_logprobs\":[{\"81.5\":-0.105,\"80\":-2.5}]}}]}");
          event(
              out,
              "{\"choices\":[{\"text\":\" °C\",\"finish_reason\":\"stop\",\"logprobs\":{\"tokens\":[\" °C\"],\"token_logprobs\":[-0.01],\"top_logprobs\":[{\" °C\":-0.01}]}}]}");
          event(
              out,
              "{\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":2,\"prompt_tokens_details\":{\"cached_tokens\":8}}}");
          event(out, "[DONE]");
        });
    List<String> heard = new ArrayList<>();
    GenerationListener listener =
        new GenerationListener() {
          @Override
          public void decoded(String piece) {
            heard.add(piece);
          }
        };
    Generation generation = model.generate(request(new Constraint.Free(), 20_000), listener).join();
    assertEquals("81.5 °C", generation.text());
    assertEquals(List.of("81.5", " °C"), heard);
    assertEquals(Math.exp(-0.115), generation.jointProbability(), 1e-9);
    assertEquals(Math.exp(-0.105) - Math.exp(-2.5), generation.leastMargin(), 1e-9);
    assertEquals(12, generation.promptTokens());
    assertEquals(8, generation.cachedTokens());
    assertEquals("You answer. Is it hot?", Tree.text(asked.get(), "prompt"));
    assertEquals(20, Tree.number(asked.get(), "max_tokens"));
    assertEquals("some-model", Tree.text(asked.get(), "model"));
    assertEquals(ModelInfo.State.READY, model.info().state());
  }

  @Test
  void chatStreamsToo() {
    model.close();
    model = model(HttpModelSettings.Api.CHAT, HttpModelSettings.Dialect.PLAIN);
    behaviour.set(
        (exchange, out) -> {
          stream(exchange);
          event(out, "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null}}]}");
          event(
              out,
              "{\"choices\":[{\"delta\":{\"content\":\"yes\"},\"logprobs\":{\"content\":[{\"token\":\"yes\",\"logprob\":-0.2,\"top_logprobs\":[{\"token\":\"yes\",\"logprob\":-0.2},{\"token\":\"no\",\"logprob\":-1.8}]}]}}]}");
          event(out, "{\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}");
          event(out, "[DONE]");
        });
    Generation generation = ask(new Constraint.Free());
    assertEquals("yes", generation.text());
    assertEquals(Generation.End.TOKEN_LIMIT, generation.end());
    assertEquals("no", generation.tokens().get(0).alternatives().get(0).piece());
    assertEquals("system", Tree.text(asked.get(), "messages", 0, "role"));
    assertEquals("Is it hot?", Tree.text(asked.get(), "messages", 1, "content"));
  }

  @Test
  void withoutProbabilitiesNoneAreClaimed() {
    behaviour.set(
        (exchange, out) -> {
          stream(exchange);
          words(out, "yes");
        });
    assertTrue(Double.isNaN(ask(new Constraint.Free()).jointProbability()));
  }

  @Test
  void choicesAreCheckedHereWhateverTheServerDoes() {
    Constraint.Choices choices =
        new Constraint.Choices(List.of(" a: 1", " b: 2"), List.of(" unsure"), ";", 2);
    behaviour.set(
        (exchange, out) -> {
          stream(exchange);
          words(out, " a: 1", "; b: 2");
        });
    assertEquals("a: 1; b: 2", ask(choices).text());
    for (String wrong : List.of("c", "a: 1; a: 1", "a: 1; unsure", "a: 1; b: 2; a: 1")) {
      behaviour.set(
          (exchange, out) -> {
            stream(exchange);
            words(out, wrong);
          });
      CompletionException thrown = assertThrows(CompletionException.class, () -> ask(choices));
      EngineException cause = assertInstanceOf(EngineException.class, thrown.getCause());
      assertEquals(EngineException.Kind.INVALID, cause.kind(), wrong);
    }
  }

  @Test
  void grammarsGoOutInTheServersDialect() {
    behaviour.set(
        (exchange, out) -> {
          stream(exchange);
          words(out, "a");
        });
    Constraint grammar = new Constraint.Grammar("root ::= \"a\"");
    assertThrows(CompletionException.class, () -> ask(grammar));
    model.close();
    model = model(HttpModelSettings.Api.COMPLETIONS, HttpModelSettings.Dialect.LLAMA_CPP);
    ask(grammar);
    assertEquals("root ::= \"a\"", Tree.text(asked.get(), "grammar"));
    model.close();
    model = model(HttpModelSettings.Api.COMPLETIONS, HttpModelSettings.Dialect.VLLM);
    ask(Constraint.Choices.oneOf(List.of("a", "b")));
    assertTrue(Tree.text(asked.get(), "structured_outputs", "grammar").contains("\"a\" | \"b\""));
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
      behaviour.set(
          (exchange, out) -> {
            byte[] words = ((String) each[1]).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders((Integer) each[0], words.length);
            out.write(words);
          });
      model.close();
      model = model(HttpModelSettings.Api.COMPLETIONS, HttpModelSettings.Dialect.PLAIN);
      assertEquals(each[2], failure(20_000).kind());
    }
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() {
    behaviour.set((exchange, out) -> end.await());
    EngineException failure = failure(20_000);
    assertEquals(EngineException.Kind.CRASHED, failure.kind());
    assertTrue(String.valueOf(failure.getMessage()).contains("silent"), failure.getMessage());
  }

  @Test
  void aStreamThatStallsOrBreaksIsAFailure() {
    behaviour.set(
        (exchange, out) -> {
          stream(exchange);
          event(out, "{\"choices\":[{\"text\":\"half\"}]}");
          end.await();
        });
    assertEquals(EngineException.Kind.CRASHED, failure(20_000).kind());
    behaviour.set(
        (exchange, out) -> {
          stream(exchange);
          event(out, "{\"choices\":[{\"text\":\"half\"}]}");
        });
    assertEquals(EngineException.Kind.CRASHED, failure(20_000).kind());
    behaviour.set(
        (exchange, out) -> {
          stream(exchange);
          event(out, "this is not JSON");
        });
    assertEquals(EngineException.Kind.CRASHED, failure(20_000).kind());
  }

  @Test
  void theDeadlineEndsASlowStreamWithWhatThereIs() {
    behaviour.set(
        (exchange, out) -> {
          stream(exchange);
          for (int i = 0; i < 1000; i++) {
            event(out, "{\"choices\":[{\"text\":\"x\"}]}");
            end.await(50, java.util.concurrent.TimeUnit.MILLISECONDS);
          }
        });
    Generation generation =
        model.generate(request(new Constraint.Free(), 600), GenerationListener.NONE).join();
    assertEquals(Generation.End.DEADLINE, generation.end());
    assertTrue(generation.text().startsWith("x"));
    behaviour.set((exchange, out) -> end.await());
    assertEquals(EngineException.Kind.EXPIRED, failure(300).kind());
  }

  @Test
  void afterFailuresInARowTheServerIsLeftAloneForAWhile() throws Exception {
    behaviour.set((exchange, out) -> exchange.sendResponseHeaders(500, -1));
    for (int i = 0; i < 3; i++) {
      assertEquals(EngineException.Kind.CRASHED, failure(20_000).kind());
    }
    assertEquals(EngineException.Kind.UNAVAILABLE, failure(20_000).kind());
    assertEquals(3, calls.get());
    assertEquals(ModelInfo.State.FAILED, model.info().state());
    behaviour.set(
        (exchange, out) -> {
          stream(exchange);
          words(out, "back");
        });
    end.await(2100, java.util.concurrent.TimeUnit.MILLISECONDS);
    assertEquals("back", ask(new Constraint.Free()).text());
    assertEquals(ModelInfo.State.READY, model.info().state());
  }

  @Test
  void aServerThatIsNotThereIsUnavailable() {
    server.stop(0);
    assertEquals(EngineException.Kind.UNAVAILABLE, failure(20_000).kind());
  }
}
