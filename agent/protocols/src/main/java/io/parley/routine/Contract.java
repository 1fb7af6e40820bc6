package io.parley.routine;

import io.parley.message.Shown;
import io.parley.protocol.Phrase;
import io.parley.protocol.ProtocolDocument;
import io.parley.protocol.TestVector;
import io.parley.schema.InvalidSchemaException;
import io.parley.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A document that can be kept: its schemas compiled, its own vectors checked against them. */
public final class Contract {
  private static final String ERROR = "error";

  private final ProtocolDocument document;
  private final Schema request;
  private final Schema reply;

  private Contract(ProtocolDocument document, Schema request, Schema reply) {
    this.document = document;
    this.request = request;
    this.reply = reply;
  }

  /**
   * Checks a document as such, before any routine.
   *
   * @throws RoutineException with rule {@code schema}, {@code vectors} or {@code phrases}
   */
  public static Contract of(ProtocolDocument document) {
    Contract contract;
    try {
      contract = new Contract(document, Schema.of(document.request()), Schema.of(document.reply()));
    } catch (InvalidSchemaException e) {
      throw new RoutineException("schema", String.valueOf(e.getMessage()));
    }
    contract.checkVectors();
    contract.checkPhrases();
    return contract;
  }

  /** The document. */
  public ProtocolDocument document() {
    return document;
  }

  /** What of a body breaks the request schema; empty if it fits. */
  public List<String> violations(Object body) {
    return request.violations(body);
  }

  /** Runs a routine between the two schemas; never throws. */
  public Outcome run(Routine routine, RoutineInput input) {
    List<String> wrong = request.violations(input.body());
    if (!wrong.isEmpty()) {
      return new Outcome.Malformed("body: " + wrong.get(0));
    }
    Object given;
    try {
      given = routine.answer(input);
    } catch (RoutineException e) {
      return new Outcome.Failed(e.rule(), String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      return new Outcome.Failed("exception", e.getClass().getSimpleName());
    }
    if (given instanceof Map<?, ?> map
        && map.size() == 1
        && map.get(ERROR) instanceof String code
        && document.errors().containsKey(code)) {
      return new Outcome.Erred(code);
    }
    wrong = reply.violations(given);
    return wrong.isEmpty()
        ? new Outcome.Replied(given)
        : new Outcome.Failed("reply", "reply: " + wrong.get(0));
  }

  /**
   * Checks that a routine reproduces every vector.
   *
   * @throws RoutineException with rule {@code vectors}, or the rule that the routine broke
   */
  public void require(Routine routine) {
    for (int i = 0; i < document.vectors().size(); i++) {
      TestVector vector = document.vectors().get(i);
      Outcome outcome = run(routine, new RoutineInput(vector.body(), vector.facts()));
      if (outcome instanceof Outcome.Failed failed) {
        throw new RoutineException(failed.rule(), "vector %d: %s".formatted(i, failed.why()));
      }
      if (!expected(vector, outcome)) {
        throw new RoutineException(
            "vectors",
            "vector %d: routine gave %s".formatted(i, Shown.shortened(String.valueOf(outcome))));
      }
    }
  }

  private static boolean expected(TestVector vector, Outcome outcome) {
    if (outcome instanceof Outcome.Replied replied) {
      return vector.reply() != null && SameData.same(vector.reply(), replied.reply());
    }
    return outcome instanceof Outcome.Erred erred && erred.code().equals(vector.error());
  }

  private void checkVectors() {
    List<TestVector> vectors = document.vectors();
    for (int i = 0; i < vectors.size(); i++) {
      TestVector vector = vectors.get(i);
      refuse(i, "body", request.violations(vector.body()));
      if (vector.reply() != null) {
        refuse(i, "reply", reply.violations(vector.reply()));
      } else if (!document.errors().containsKey(String.valueOf(vector.error()))) {
        refuse(i, "error", List.of("'%s' is no code of the document".formatted(vector.error())));
      }
      for (int j = 0; j < i; j++) {
        if (contradict(vector, vectors.get(j))) {
          refuse(i, "reply", List.of("contradicts vector %d, which asks the same".formatted(j)));
        }
      }
    }
  }

  private static boolean contradict(TestVector one, TestVector other) {
    boolean sameQuestion =
        SameData.same(one.body(), other.body()) && SameData.same(one.facts(), other.facts());
    boolean sameAnswer =
        SameData.same(one.reply(), other.reply()) && Objects.equals(one.error(), other.error());
    return sameQuestion && !sameAnswer;
  }

  private static void refuse(int vector, String part, List<String> wrong) {
    if (!wrong.isEmpty()) {
      throw new RoutineException(
          "vectors", "vector %d: %s: %s".formatted(vector, part, wrong.get(0)));
    }
  }

  private void checkPhrases() {
    Set<String> fields =
        document.request().get("properties") instanceof Map<?, ?> map
            ? Set.copyOf(map.keySet().stream().map(String::valueOf).toList())
            : Set.of();
    for (Phrase phrase : document.phrases()) {
      for (String slot : phrase.slots()) {
        if (!fields.contains(slot)) {
          throw new RoutineException(
              "phrases",
              "slot '%s' of '%s' must be a property of the request"
                  .formatted(slot, Shown.shortened(phrase.text())));
        }
      }
    }
  }
}
