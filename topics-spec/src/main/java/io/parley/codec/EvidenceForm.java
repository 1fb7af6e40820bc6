package io.parley.codec;

import io.parley.message.Evidence;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An observed value as a map (spec clause A-9). */
final class EvidenceForm {
  private EvidenceForm() {}

  static Evidence read(Fields fields) throws CodecException {
    String topic = fields.requiredText("topic");
    String path = fields.text("path");
    Object value = fields.required("value", fields.tree("value"));
    if (!(value instanceof Number || value instanceof String || value instanceof Boolean)) {
      throw fields.wrong("value", value, "must be a number, text, true or false");
    }
    String unit = fields.text("unit");
    Instant at = fields.instant("at");
    return new Evidence(topic, path == null ? "" : path, value, unit, at);
  }

  static Map<String, @Nullable Object> write(Evidence evidence) {
    Instant at = evidence.at();
    return new Draft()
        .put("topic", evidence.topic())
        .put("path", evidence.path().isEmpty() ? null : evidence.path())
        .put("value", evidence.value())
        .put("unit", evidence.unit())
        .put("at", at == null ? null : at.toString())
        .map();
  }
}
