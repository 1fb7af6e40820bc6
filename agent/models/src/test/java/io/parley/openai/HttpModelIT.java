package io.parley.openai;

import static io.parley.openai.ModelServer.event;
import static io.parley.openai.ModelServer.stream;
import static io.parley.openai.ModelServer.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.engine.Constraint;
import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.ModelInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real HTTP server that speaks the API. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HttpModelIT {
  @AutoClose private final ModelServer server;

  HttpModelIT() throws IOException {
    server = new ModelServer();
  }

  @Test
  void completionsStreamWithProbabilitiesAndUsage() {
    server.does(
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
    Generation generation =
        server.model().generate(server.request(new Constraint.Free(), 20_000), listener).join();
    assertEquals("81.5 °C", generation.text());
    assertEquals(List.of("81.5", " °C"), heard);
    assertEquals(Math.exp(-0.115), generation.jointProbability(), 1e-9);
    assertEquals(Math.exp(-0.105) - Math.exp(-2.5), generation.leastMargin(), 1e-9);
    assertEquals(12, generation.promptTokens());
    assertEquals(8, generation.cachedTokens());
    assertEquals("You answer. Is it hot?", Tree.text(server.asked(), "prompt"));
    assertEquals(20, Tree.number(server.asked(), "max_tokens"));
    assertEquals("some-model", Tree.text(server.asked(), "model"));
    assertEquals(ModelInfo.State.READY, server.model().info().state());
  }

  @Test
  void chatStreamsToo() {
    server.speaking(HttpModelSettings.Api.CHAT, HttpModelSettings.Dialect.PLAIN);
    server.does(
        (exchange, out) -> {
          stream(exchange);
          event(out, "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null}}]}");
          event(
              out,
              "{\"choices\":[{\"delta\":{\"content\":\"yes\"},\"logprobs\":{\"content\":[{\"token\":\"yes\",\"logprob\":-0.2,\"top_logprobs\":[{\"token\":\"yes\",\"logprob\":-0.2},{\"token\":\"no\",\"logprob\":-1.8}]}]}}]}");
          event(out, "{\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}");
          event(out, "[DONE]");
        });
    Generation generation = server.ask(new Constraint.Free());
    assertEquals("yes", generation.text());
    assertEquals(Generation.End.TOKEN_LIMIT, generation.end());
    assertEquals("no", generation.tokens().get(0).alternatives().get(0).piece());
    assertEquals("system", Tree.text(server.asked(), "messages", 0, "role"));
    assertEquals("Is it hot?", Tree.text(server.asked(), "messages", 1, "content"));
  }

  @Test
  void withoutProbabilitiesNoneAreClaimed() {
    server.does(
        (exchange, out) -> {
          stream(exchange);
          words(out, "yes");
        });
    assertTrue(Double.isNaN(server.ask(new Constraint.Free()).jointProbability()));
  }

  @Test
  void choicesAreCheckedHereWhateverTheServerDoes() {
    Constraint.Choices choices =
        new Constraint.Choices(List.of(" a: 1", " b: 2"), List.of(" unsure"), ";", 2);
    server.does(
        (exchange, out) -> {
          stream(exchange);
          words(out, " a: 1", "; b: 2");
        });
    assertEquals("a: 1; b: 2", server.ask(choices).text());
    for (String wrong : List.of("c", "a: 1; a: 1", "a: 1; unsure", "a: 1; b: 2; a: 1")) {
      server.does(
          (exchange, out) -> {
            stream(exchange);
            words(out, wrong);
          });
      CompletionException thrown =
          assertThrows(CompletionException.class, () -> server.ask(choices));
      EngineException cause = assertInstanceOf(EngineException.class, thrown.getCause());
      assertEquals(EngineException.Kind.INVALID, cause.kind(), wrong);
    }
  }

  @Test
  void grammarsGoOutInTheServersDialect() {
    server.does(
        (exchange, out) -> {
          stream(exchange);
          words(out, "a");
        });
    Constraint grammar = new Constraint.Grammar("root ::= \"a\"");
    assertThrows(CompletionException.class, () -> server.ask(grammar));
    server.speaking(HttpModelSettings.Api.COMPLETIONS, HttpModelSettings.Dialect.LLAMA_CPP);
    server.ask(grammar);
    assertEquals("root ::= \"a\"", Tree.text(server.asked(), "grammar"));
    server.speaking(HttpModelSettings.Api.COMPLETIONS, HttpModelSettings.Dialect.VLLM);
    server.ask(Constraint.Choices.oneOf(List.of("a", "b")));
    assertTrue(
        Tree.text(server.asked(), "structured_outputs", "grammar").contains("\"a\" | \"b\""));
  }
}
