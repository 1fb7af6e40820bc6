package io.parley.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.knowledge.Fact;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.KnowledgeSettings;
import io.parley.knowledge.MovableClock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An ingest of every topic, and the knowledge it fills. */
final class IngestRig {
  final MovableClock clock = new MovableClock();
  final Knowledge knowledge = new Knowledge(KnowledgeSettings.standard(), clock);
  final Ingest ingest = ingest(IngestFilter.of("#"));

  Ingest ingest(IngestFilter... filters) {
    return new Ingest(IngestSettings.of("parley/v1", List.of(filters)), knowledge, clock);
  }

  void comes(String topic, String payload) {
    ingest.accept("#", topic, payload.getBytes(UTF_8), null, false);
  }

  void comesTyped(String topic, byte[] payload, @Nullable String type) {
    ingest.accept("#", topic, payload, type, false);
  }

  Fact fact(String topic, String path) {
    return knowledge.fact(topic, path).orElseThrow();
  }

  IngestCount count() {
    return ingest.counts().get(0);
  }
}
