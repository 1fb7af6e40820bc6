package io.parley.llama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.engine.Constraint;
import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.ModelInfo;
import io.parley.engine.Sampling;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class LlamaEngineIT {
  private static final String PREFIX = "<|system|> w1 w2 w3 w4 w5 w6 w7</s><|user|>";
  private static LlamaEngine engine;

  @BeforeAll
  static void load() {
    engine = LlamaEngine.load(TinyModel.settings(4, List.of(PREFIX)), Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static GenerationRequest free(String prefix, String prompt, int tokens) {
    return GenerationRequest.greedy(
        prefix, prompt, tokens, Instant.now().plusSeconds(30), new Constraint.Free());
  }

  private static GenerationRequest choices(String prompt, List<String> texts, int most) {
    Constraint constraint = new Constraint.Choices(texts, List.of(" w9"), ";", most);
    return GenerationRequest.greedy(PREFIX, prompt, 200, Instant.now().plusSeconds(30), constraint);
  }

  private static Generation run(GenerationRequest request) {
    return engine.generate(request, GenerationListener.NONE).join();
  }

  private static EngineException failure(GenerationRequest request) {
    CompletionException thrown = assertThrows(CompletionException.class, () -> run(request));
    return assertInstanceOf(EngineException.class, thrown.getCause());
  }

  @Test
  void aWarmPrefixIsNotReadAgainAndChangesNothing() {
    Generation warm = run(free(PREFIX, " w8 w9<|assistant|>", 12));
    Generation cold = run(free("", PREFIX + " w8 w9<|assistant|>", 12));
    assertTrue(warm.cachedTokens() > 8, () -> warm.cachedTokens() + " cached");
    assertEquals(0, cold.cachedTokens());
    assertEquals(cold.promptTokens(), warm.promptTokens());
    assertEquals(cold.text(), warm.text());
    assertEquals(12, warm.tokens().size());
    assertEquals(Generation.End.TOKEN_LIMIT, warm.end());
  }

  @Test
  void aPrefixThatIsReadOnlyNowChangesNothingEither() {
    for (int i = 0; i < 8; i++) {
      String fresh = " w%d w%d w3".formatted(60 + i, 90 + i);
      Generation first = run(free(fresh, " w8 w9", 12));
      Generation again = run(free(fresh, " w8 w9", 12));
      Generation flat = run(free("", fresh + " w8 w9", 12));
      assertEquals(0, first.cachedTokens());
      assertEquals(3, again.cachedTokens());
      assertEquals(flat.tokens(), first.tokens());
      assertEquals(flat.tokens(), again.tokens());
    }
  }

  @Test
  void questionsTogetherGetWhatTheyWouldGetAlone() {
    List<String> alone = new ArrayList<>();
    List<CompletableFuture<Generation>> together = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      alone.add(run(free(PREFIX, " w%d<|assistant|>".formatted(20 + i), 10)).text());
    }
    for (int i = 0; i < 9; i++) {
      together.add(
          engine.generate(
              free(PREFIX, " w%d<|assistant|>".formatted(20 + i), 10), GenerationListener.NONE));
    }
    assertEquals(alone, together.stream().map(f -> f.join().text()).toList());
  }

  @Test
  void aChoiceIsOneOfTheAlternatives() {
    List<String> texts = List.of(" w1 w2: 81.5 °C", " w1 w2: 80", " w3");
    Generation generation = run(choices("w5<|assistant|>", texts, 1));
    List<String> allowed = List.of("w1 w2: 81.5 °C", "w1 w2: 80", "w3", "w9");
    assertTrue(allowed.contains(generation.text()), generation.text());
    assertEquals(Generation.End.COMPLETE, generation.end());
    Generation.Token first = generation.tokens().get(0);
    assertFalse(first.forced());
    assertTrue(first.probability() > 1.0 / 3 && first.probability() < 1);
    assertTrue(generation.jointProbability() <= first.probability() + 1e-9);
    assertTrue(generation.tokens().get(generation.tokens().size() - 1).forced());
  }

  @Test
  void joinedChoicesAreDifferentOnes() {
    List<String> texts = List.of(" w1", " w2", " w3");
    for (int i = 0; i < 12; i++) {
      String text = run(choices(" w%d<|assistant|>".formatted(40 + i), texts, 3)).text();
      if (!text.equals("w9")) {
        List<String> parts = List.of(text.split("; "));
        assertTrue(List.of("w1", "w2", "w3").containsAll(parts), text);
        assertEquals(parts.size(), parts.stream().distinct().count(), text);
      }
    }
  }

  @Test
  void aSingleAlternativeIsForcedFromTheBegin() {
    Constraint only = Constraint.Choices.oneOf(List.of(" w1 w2"));
    Generation generation =
        run(GenerationRequest.greedy("", "w5", 9, Instant.now().plusSeconds(9), only));
    assertEquals("w1 w2", generation.text());
    assertTrue(generation.tokens().stream().allMatch(Generation.Token::forced));
    assertEquals(1, generation.jointProbability());
  }

  @Test
  void probabilitiesFallAndLeaveRoomForTheRest() {
    GenerationRequest request =
        new GenerationRequest(
            "",
            " w1 w2",
            4,
            Instant.now().plusSeconds(30),
            new Constraint.Free(),
            Sampling.GREEDY,
            List.of(),
            5,
            null);
    for (Generation.Token token : run(request).tokens()) {
      assertEquals(5, token.alternatives().size());
      double before = token.probability();
      double sum = before;
      for (Generation.Alternative other : token.alternatives()) {
        assertTrue(other.probability() <= before + 1e-7);
        before = other.probability();
        sum += before;
      }
      assertTrue(sum < 1);
      assertEquals(
          token.probability() - token.alternatives().get(0).probability(), token.margin(), 1e-9);
      assertTrue(token.entropy() > 0 && token.entropy() <= Math.log(512));
    }
  }

  @Test
  void theSameSeedGivesTheSameText() {
    Generation one = run(sampled(3));
    assertEquals(one.text(), run(sampled(3)).text());
    assertFalse(
        one.text().equals(run(sampled(4)).text()) && one.text().equals(run(sampled(5)).text()));
  }

  private static GenerationRequest sampled(long seed) {
    return new GenerationRequest(
        "",
        " w1 w2",
        16,
        Instant.now().plusSeconds(30),
        new Constraint.Free(),
        new Sampling(1, 0.9f, seed),
        List.of(),
        0,
        null);
  }

  @Test
  void aStopTextEndsTheTextAndIsNotPartOfIt() {
    String whole = run(free("", " w1 w2", 16)).text();
    String stop = whole.substring(whole.length() / 2, whole.length() / 2 + 3);
    StringBuilder heard = new StringBuilder();
    GenerationRequest request =
        new GenerationRequest(
            "",
            " w1 w2",
            16,
            Instant.now().plusSeconds(30),
            new Constraint.Free(),
            Sampling.GREEDY,
            List.of(stop),
            0,
            null);
    GenerationListener listener =
        new GenerationListener() {
          @Override
          public void decoded(String piece) {
            heard.append(piece);
          }
        };
    Generation generation = engine.generate(request, listener).join();
    assertEquals(Generation.End.STOP_TEXT, generation.end());
    assertEquals(whole.substring(0, whole.indexOf(stop)), generation.text());
    assertEquals(generation.text(), heard.toString());
  }

  @Test
  void aGrammarIsKept() {
    Constraint grammar = new Constraint.Grammar("root ::= \" w\" [0-9] [0-9] (\".\" [0-9])?");
    Generation generation =
        run(GenerationRequest.greedy("", " w1", 20, Instant.now().plusSeconds(30), grammar));
    assertTrue(generation.text().matches(" w[0-9][0-9](\\.[0-9])?"), generation.text());
    assertEquals(Generation.End.COMPLETE, generation.end());
  }

  @Test
  void whatDoesNotFitIsRefusedNotCut() {
    assertEquals(EngineException.Kind.TOO_LONG, failure(free("", " w1".repeat(600), 4)).kind());
    assertEquals(EngineException.Kind.INVALID, failure(free("", "", 4)).kind());
    GenerationRequest adapter =
        new GenerationRequest(
            "",
            " w1",
            4,
            Instant.now().plusSeconds(30),
            new Constraint.Free(),
            Sampling.GREEDY,
            List.of(),
            0,
            new GenerationRequest.Adapter("none", 1));
    assertEquals(EngineException.Kind.INVALID, failure(adapter).kind());
  }

  @Test
  void aThousandCancelsLeaveTheEngineAsItWas() {
    String before = run(free(PREFIX, " w8<|assistant|>", 8)).text();
    List<CompletableFuture<Generation>> many = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      CompletableFuture<Generation> future =
          engine.generate(free(PREFIX, " w%d".formatted(i % 200), 300), GenerationListener.NONE);
      many.add(future);
      if (i % 3 == 0) {
        future.cancel(false);
      }
    }
    many.forEach(future -> future.cancel(false));
    assertEquals(before, run(free(PREFIX, " w8<|assistant|>", 8)).text());
  }

  @Test
  void aPassedDeadlineIsExpired() {
    GenerationRequest late =
        GenerationRequest.greedy(
            "", " w1", 4, Instant.now().minus(Duration.ofSeconds(1)), new Constraint.Free());
    assertEquals(EngineException.Kind.EXPIRED, failure(late).kind());
  }

  @Test
  void embeddingsHaveLengthOneAndTellTextsApart() {
    float[] one = engine.embed(" w1 w2 w3").join();
    float[] same = engine.embed(" w1 w2 w3").join();
    float[] other = engine.embed(" w200 w201").join();
    assertEquals(64, one.length);
    assertEquals(1, dot(one, same), 1e-5);
    assertTrue(dot(one, other) < 0.999);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Test
  void itTellsWhatItIs() {
    ModelInfo info = engine.info();
    assertEquals(ModelInfo.State.READY, info.state());
    assertEquals("llama", info.metadata().get("general.architecture"));
    assertTrue(engine.systemInfo().contains("CPU"), engine.systemInfo());
    assertEquals(2, engine.count(" w1 w2").join());
  }
}
