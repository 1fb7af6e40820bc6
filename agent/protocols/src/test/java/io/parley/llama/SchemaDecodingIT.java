package io.parley.llama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.engine.Constraint;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.Sampling;
import io.parley.grammar.JsonSchemaGrammar;
import io.parley.schema.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** JSON of a model that knows nothing, so that only the grammar can be why a schema accepts it. */
final class SchemaDecodingIT {
  private static final String SCHEMA =
      """
      {"type": "object", "additionalProperties": false, "required": ["value", "state"],
       "properties": {
         "value": {"type": "number"},
         "state": {"enum": ["on", "off", null]},
         "note": {"type": "string", "maxLength": %d},
         "counts": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3},
         "sure": {"type": ["boolean", "null"]}}}""";

  @Test
  void theGrammarOfASchemaGivesWhatTheSchemaAccepts() throws Exception {
    Constraint grammar = new Constraint.Grammar(JsonSchemaGrammar.of(tree(SCHEMA.formatted(3))));
    // Four bytes that are no character are read as up to four.
    Schema accepted = Schema.of(tree(SCHEMA.formatted(12)));
    Set<String> texts = new HashSet<>();
    try (LlamaEngine engine =
        LlamaEngine.load(TinyModel.settings(1, List.of()), Clock.systemUTC())) {
      for (int seed = 0; seed < 20; seed++) {
        Generation generation =
            engine.generate(sampled(grammar, seed), GenerationListener.NONE).join();
        String text = generation.text();
        assertEquals(Generation.End.COMPLETE, generation.end(), text);
        assertEquals(List.of(), accepted.violations(tree(text)), text);
        texts.add(text);
      }
    }
    assertTrue(texts.size() > 10, texts.toString());
  }

  private static GenerationRequest sampled(Constraint grammar, int seed) {
    return new GenerationRequest(
        "",
        " w1",
        300,
        Instant.now().plusSeconds(30),
        grammar,
        new Sampling(1, 1, seed),
        List.of(),
        0,
        null);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> tree(String json) throws CodecException {
    return (Map<String, Object>) new Trees(Limits.USUAL).fromJson(json.getBytes(UTF_8));
  }
}
