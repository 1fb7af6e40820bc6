package io.parley.ladder;

import static io.parley.ladder.LadderRig.settle;
import static io.parley.ladder.LadderRig.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.LanguageModel;
import io.parley.engine.ModelInfo;
import io.parley.llama.TinyModel;
import io.parley.worker.WorkerModel;
import io.parley.worker.WorkerSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real model with random weights proposes: nothing of it is taken, and nothing is held up. */
final class ModelInductionIT {
  @TempDir Path folder;

  @Test
  void whatAModelOfRandomWeightsProposesIsRefused() throws Exception {
    try (LadderRig rig = new LadderRig(folder);
        Watched model =
            new Watched(
                WorkerModel.start(
                    WorkerSettings.of("tiny", TinyModel.file()).withThreads(1),
                    Clock.systemUTC()))) {
      Ladder ladder = rig.ladder("a");
      ladder.learner(new ModelInduction(model, "gw", Clock.systemUTC()));
      String question = "how far is boiler %d temperature over its limit";
      rig.plant.talk(ladder, question.formatted(3), "1.5 °C", "boiler 3 temperature");
      rig.plant.talk(ladder, question.formatted(2), "-9 °C", "boiler 2 temperature");
      assertTrue(model.proposed.await(120, TimeUnit.SECONDS));
      settle(ladder);
      assertEquals(List.of(), ladder.protocols());
      rig.adoptTemperature(ladder);
      assertEquals("It is 71.0 °C at boiler 2.", words(ladder, "how hot is boiler 2").text());
    }
  }

  /** Counts what it has said, or failed to say. */
  private static final class Watched implements LanguageModel {
    private final LanguageModel model;
    private final CountDownLatch proposed = new CountDownLatch(3);

    Watched(LanguageModel model) {
      this.model = model;
    }

    @Override
    public ModelInfo info() {
      return model.info();
    }

    @Override
    public CompletableFuture<Generation> generate(
        GenerationRequest request, GenerationListener listener) {
      return model.generate(request, listener).whenComplete((said, error) -> proposed.countDown());
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
