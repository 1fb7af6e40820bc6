package io.parley.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.LanguageModel;
import io.parley.engine.ModelInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CalibrationDeskTest {
  private static final ModelInfo INFO =
      new ModelInfo("m", "0123456789ab", ModelInfo.State.READY, 2048, 1, Map.of());
  @TempDir Path folder;

  @Test
  void learnsAnewWhereWhatItLearntCannotBeRead() throws Exception {
    Files.writeString(folder.resolve("calibrations.json"), "{\"0123456789ab\":{\"promptVer");
    Asked model = new Asked();
    try (CalibrationDesk desk = new CalibrationDesk(model, folder, Clock.systemUTC())) {
      desk.loaded(INFO, null);
      model.asked.get(30, TimeUnit.SECONDS);
      assertTrue(desk.known().isEmpty());
    }
  }

  /** A model that fails, and tells that it was asked. */
  private static final class Asked implements LanguageModel {
    private final CompletableFuture<Void> asked = new CompletableFuture<>();

    @Override
    public ModelInfo info() {
      return INFO;
    }

    @Override
    public CompletableFuture<Generation> generate(
        GenerationRequest request, GenerationListener listener) {
      asked.complete(null);
      return CompletableFuture.failedFuture(
          new EngineException(EngineException.Kind.UNAVAILABLE, "not today"));
    }

    @Override
    public void close() {}
  }
}
