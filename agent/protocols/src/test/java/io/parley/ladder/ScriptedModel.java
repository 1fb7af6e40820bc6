package io.parley.ladder;

import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.LanguageModel;
import io.parley.engine.ModelInfo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Says one text after the other. */
final class ScriptedModel implements LanguageModel {
  private final List<String> texts;
  private final List<GenerationRequest> asked = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> exhausted = new CompletableFuture<>();

  ScriptedModel(String... texts) {
    this.texts = List.of(texts);
  }

  List<GenerationRequest> asked() {
    return asked;
  }

  /** Completes when the last text was said. */
  CompletableFuture<Void> exhausted() {
    return exhausted;
  }

  @Override
  public ModelInfo info() {
    return new ModelInfo("scripted", "", ModelInfo.State.READY, 2048, 1, Map.of());
  }

  @Override
  public CompletableFuture<Generation> generate(
      GenerationRequest request, GenerationListener listener) {
    asked.add(request);
    String text = texts.get(Math.min(asked.size(), texts.size()) - 1);
    if (asked.size() == texts.size()) {
      exhausted.complete(null);
    }
    return CompletableFuture.completedFuture(
        new Generation(text, List.of(), 1, 0, 1, 1, null, Generation.End.COMPLETE));
  }

  @Override
  public void close() {}
}
