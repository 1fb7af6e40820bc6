package io.parley.worker;

import io.parley.engine.Constraint;
import io.parley.engine.GenerationRequest;
import io.parley.engine.Sampling;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A generation request as a frame's fields. The deadline travels as milliseconds left, so that two
 * clocks need not agree.
 */
final class RequestForm {
  private RequestForm() {}

  static Map<String, Object> write(long id, GenerationRequest request, Clock clock) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", "generate");
    fields.put("id", id);
    fields.put("prefix", request.prefix());
    fields.put("prompt", request.prompt());
    fields.put("maxTokens", request.maxTokens());
    fields.put("ms", Duration.between(Instant.now(clock), request.deadline()).toMillis());
    fields.put("constraint", constraint(request.constraint()));
    fields.put("temperature", (double) request.sampling().temperature());
    fields.put("topP", (double) request.sampling().topP());
    fields.put("seed", request.sampling().seed());
    fields.put("stop", request.stop());
    fields.put("topK", request.topK());
    GenerationRequest.Adapter adapter = request.adapter();
    if (adapter != null) {
      fields.put("adapter", Map.of("name", adapter.name(), "scale", (double) adapter.scale()));
    }
    return fields;
  }

  static GenerationRequest read(Fields fields, Clock clock) throws FrameException {
    GenerationRequest.Adapter adapter = null;
    if (fields.has("adapter")) {
      Fields given = fields.fields("adapter");
      adapter = new GenerationRequest.Adapter(given.text("name"), (float) given.decimal("scale"));
    }
    return new GenerationRequest(
        fields.text("prefix"),
        fields.text("prompt"),
        fields.whole("maxTokens"),
        Instant.now(clock).plusMillis(fields.number("ms")),
        constraint(fields.fields("constraint")),
        new Sampling(
            (float) fields.decimal("temperature"),
            (float) fields.decimal("topP"),
            fields.number("seed")),
        fields.texts("stop"),
        fields.whole("topK"),
        adapter);
  }

  private static Map<String, Object> constraint(Constraint constraint) {
    if (constraint instanceof Constraint.Choices choices) {
      return Map.of(
          "alternatives",
          choices.alternatives(),
          "alone",
          choices.alone(),
          "separator",
          choices.separator(),
          "most",
          choices.most());
    }
    if (constraint instanceof Constraint.Grammar grammar) {
      return Map.of("gbnf", grammar.gbnf());
    }
    return Map.of();
  }

  private static Constraint constraint(Fields fields) throws FrameException {
    if (fields.has("gbnf")) {
      return new Constraint.Grammar(fields.text("gbnf"));
    }
    if (!fields.has("most")) {
      return new Constraint.Free();
    }
    List<String> alternatives = fields.texts("alternatives");
    return new Constraint.Choices(
        alternatives, fields.texts("alone"), fields.text("separator"), fields.whole("most"));
  }
}
