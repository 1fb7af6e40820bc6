package io.parley.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.LanguageModel;
import io.parley.engine.ModelInfo;
import io.parley.gateway.Asked;
import io.parley.gateway.Attempt;
import io.parley.knowledge.Fact;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.KnowledgeSettings;
import io.parley.knowledge.Reading;
import io.parley.message.Question;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ModelOverFactsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  /** A model that must not be asked. */
  private static final class Silent implements LanguageModel {
    @Override
    public ModelInfo info() {
      return new ModelInfo("m", "", ModelInfo.State.READY, 512, 1, Map.of());
    }

    @Override
    public CompletableFuture<Generation> generate(
        GenerationRequest request, GenerationListener listener) {
      throw new AssertionError("was asked: " + request.prompt());
    }

    @Override
    public void close() {}
  }

  @Test
  void aQuestionThatTheSheetCannotHoldIsNotCutButLeftToOthers() {
    Knowledge knowledge = new Knowledge(KnowledgeSettings.standard(), CLOCK);
    knowledge.observe(new Reading("boiler", "", "boiler temperature", BigDecimal.ONE, "°C", NOW));
    String text = "how warm is the boiler, " + "please ".repeat(60) + "?";
    List<Fact> facts = new KnownFacts(knowledge).select(text, "", List.of());
    Instant until = NOW.plusSeconds(30);
    Asked asked = new Asked(Question.ofText(text), "", "c", "c", "answer/c", "", NOW, until, null);

    Attempt attempt =
        new ModelOverFacts(new Silent(), Optional::empty, 0.02, CLOCK)
            .attempt(asked, facts, until, delta -> {})
            .join();

    assertEquals(
        "a question of %d characters must be at most 400 for the model here"
            .formatted(text.length()),
        assertInstanceOf(Attempt.Nothing.class, attempt).why());
  }

  @Test
  void aQuestionThatSaysWhatIsNotReadIsNotPutToTheModel() {
    Knowledge knowledge = new Knowledge(KnowledgeSettings.standard(), CLOCK);
    knowledge.observe(new Reading("boiler", "", "boiler temperature", BigDecimal.ONE, "°C", NOW));
    String text = "how warm is the boiler in the crypt?";
    List<Fact> facts = new KnownFacts(knowledge).select(text, "", List.of());
    Instant until = NOW.plusSeconds(30);
    Asked asked = new Asked(Question.ofText(text), "", "c", "c", "answer/c", "", NOW, until, null);

    Attempt attempt =
        new ModelOverFacts(new Silent(), Optional::empty, 0.02, CLOCK)
            .attempt(asked, facts, until, delta -> {})
            .join();

    Attempt.Guess guess = assertInstanceOf(Attempt.Guess.class, attempt);
    assertEquals("no 'crypt' is known here", guess.why());
    assertEquals(null, guess.text());
  }
}
