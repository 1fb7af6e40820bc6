package io.parley.worker;

import io.parley.engine.Generation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A generation as a frame's fields. */
final class GenerationForm {
  private GenerationForm() {}

  static Map<String, Object> write(long id, Generation generation) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", "done");
    fields.put("id", id);
    fields.put("text", generation.text());
    fields.put("tokens", generation.tokens().stream().map(GenerationForm::token).toList());
    fields.put("promptTokens", generation.promptTokens());
    fields.put("cachedTokens", generation.cachedTokens());
    fields.put("firstTokenMs", generation.firstTokenMs());
    fields.put("ms", generation.ms());
    fields.put("end", generation.end().name());
    return fields;
  }

  static Generation read(Fields fields, @Nullable Double joules) throws FrameException {
    List<Generation.Token> tokens = new ArrayList<>();
    for (Fields token : fields.list("tokens")) {
      tokens.add(token(token));
    }
    return new Generation(
        fields.text("text"),
        tokens,
        fields.whole("promptTokens"),
        fields.whole("cachedTokens"),
        fields.number("firstTokenMs"),
        fields.number("ms"),
        joules,
        end(fields.text("end")));
  }

  private static Map<String, Object> token(Generation.Token token) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("piece", token.piece());
    if (token.forced()) {
      fields.put("forced", true);
      return fields;
    }
    fields.put("p", token.probability());
    fields.put("margin", token.margin());
    fields.put("entropy", token.entropy());
    if (!token.alternatives().isEmpty()) {
      fields.put(
          "others",
          token.alternatives().stream()
              .map(other -> Map.of("piece", other.piece(), "p", other.probability()))
              .toList());
    }
    return fields;
  }

  private static Generation.Token token(Fields fields) throws FrameException {
    String piece = fields.text("piece");
    if (fields.flag("forced")) {
      return new Generation.Token(piece, 1, 1, 0, true, List.of());
    }
    List<Generation.Alternative> others = new ArrayList<>();
    if (fields.has("others")) {
      for (Fields other : fields.list("others")) {
        others.add(new Generation.Alternative(other.text("piece"), other.decimal("p")));
      }
    }
    return new Generation.Token(
        piece,
        fields.decimal("p"),
        fields.decimal("margin"),
        fields.decimal("entropy"),
        false,
        others);
  }

  private static Generation.End end(String name) throws FrameException {
    for (Generation.End end : Generation.End.values()) {
      if (Objects.equals(end.name(), name)) {
        return end;
      }
    }
    throw new FrameException("end: %s is not known".formatted(name));
  }
}
