package io.parley.routine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.protocol.Effects;
import io.parley.protocol.Phrase;
import io.parley.protocol.ProtocolDocument;
import io.parley.protocol.ProtocolDraft;
import io.parley.protocol.TestVector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ContractTest {
  private static final String DOUBLES = "{\"value\": body.n * 2}";
  private static final Map<String, Object> NUMBER =
      Map.of("type", "object", "properties", Map.of("n", Map.of("type", "number")));
  private static final Map<String, Object> VALUE =
      Map.of(
          "type", "object",
          "properties", Map.of("value", Map.of("type", "number")),
          "required", List.of("value"));

  @Test
  void takesARoutineThatReproducesTheVectors() {
    Contract contract = Contract.of(document(VALUE, vector(1, 2), vector(2.5, 5)));
    contract.require(Expression.of(DOUBLES));
    assertEquals("vectors", refusal(() -> contract.require(Expression.of("{\"value\": 2}"))));
    assertEquals("reply", refusal(() -> contract.require(Expression.of("{\"x\": 2}"))));
  }

  @Test
  void refusesVectorsThatContradictTheSchemaOrEachOther() {
    assertEquals("vectors", refusal(() -> Contract.of(document(VALUE, vector("x", 2)))));
    assertEquals("vectors", refusal(() -> Contract.of(document(VALUE, vector(1, "two")))));
    assertEquals(
        "vectors", refusal(() -> Contract.of(document(VALUE, vector(1, 2), vector(1.0, 3)))));
    assertEquals(
        "vectors",
        refusal(
            () ->
                Contract.of(
                    document(VALUE, new TestVector(Map.of(), List.of(), null, "no-such-code")))));
  }

  @Test
  void refusesASchemaThatIsNone() {
    assertEquals(
        "schema", refusal(() -> Contract.of(document(Map.of("type", "wish"), vector(1, 2)))));
  }

  @Test
  void refusesAPhraseWithASlotThatTheRequestDoesNotHave() {
    ProtocolDocument document = document(VALUE, List.of(new Phrase("double {x}")), vector(1, 2));
    assertEquals("phrases", refusal(() -> Contract.of(document)));
  }

  @Test
  void validatesBothWays() {
    Contract contract = Contract.of(document(VALUE, vector(1, 2)));
    Routine doubles = Expression.of(DOUBLES);
    assertInstanceOf(
        Outcome.Replied.class, contract.run(doubles, new RoutineInput(Map.of("n", 4), List.of())));
    assertInstanceOf(
        Outcome.Malformed.class,
        contract.run(doubles, new RoutineInput(Map.of("n", "four"), List.of())));
    assertInstanceOf(
        Outcome.Failed.class, contract.run(doubles, new RoutineInput(Map.of(), List.of())));
    assertEquals(
        new Outcome.Erred("odd"),
        contract.run(input -> Map.of("error", "odd"), new RoutineInput(Map.of(), List.of())));
    assertInstanceOf(
        Outcome.Failed.class,
        contract.run(
            input -> {
              throw new IllegalStateException("bug");
            },
            new RoutineInput(Map.of(), List.of())));
  }

  @Test
  void triesAForeignRoutineInAChildProcess() {
    Trial trial = new ChildTrial(Duration.ofSeconds(60));
    ProtocolDocument document = document(VALUE, vector(1, 2));
    trial.require(document, DOUBLES);
    assertEquals("vectors", refusal(() -> trial.require(document, "{\"value\": 3}")));
    assertEquals("function", refusal(() -> trial.require(document, "$eval(\"1\")")));
  }

  @Test
  void endsAChildThatTakesTooLong() {
    Trial trial = new ChildTrial(Duration.ofMillis(1));
    assertEquals("time", refusal(() -> trial.require(document(VALUE, vector(1, 2)), DOUBLES)));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable code) {
    return assertThrows(RoutineException.class, code).rule();
  }

  private static TestVector vector(Object n, Object value) {
    return new TestVector(Map.of("n", n), List.of(), Map.of("value", value), null);
  }

  private static ProtocolDocument document(Map<String, Object> reply, TestVector... vectors) {
    return document(reply, List.of(new Phrase("double {n}")), vectors);
  }

  private static ProtocolDocument document(
      Map<String, Object> reply, List<Phrase> phrases, TestVector... vectors) {
    return new ProtocolDraft(
            "double",
            1,
            "",
            null,
            null,
            Effects.READ_ONLY,
            "",
            "",
            "Twice the number.",
            NUMBER,
            reply,
            phrases,
            Map.of(),
            Map.of("odd", "the number is odd"),
            List.of(vectors))
        .document();
  }
}
