package io.parley.node;

import io.parley.calibration.Calibration;
import io.parley.calibration.CalibrationForm;
import io.parley.calibration.Evaluation;
import io.parley.calibration.EvaluationCase;
import io.parley.calibration.Outcome;
import io.parley.engine.LanguageModel;
import io.parley.engine.ModelInfo;
import io.parley.knowledge.Fact;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.KnowledgeSettings;
import io.parley.prompt.Sheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * A model outside of any node, asked questions whose answers are known, and what is learnt from
 * that kept for every node of this user. One caller at a time; its calls block.
 */
public final class ModelCalibration implements AutoCloseable {
  private static final String FILE = "calibrations.json";
  private static final int FACTS = 30;

  private final LanguageModel model;
  private final ModelInfo info;
  private final Clock clock;

  private ModelCalibration(LanguageModel model, ModelInfo info, Clock clock) {
    this.model = model;
    this.info = info;
    this.clock = clock;
  }

  /**
   * Loads a model.
   *
   * @param nameOrFile {@code builtin}, a name of the catalogue, or a GGUF file
   * @param folder where the built-in model is unpacked
   * @throws NodeException if it cannot be found or loaded here
   */
  public static ModelCalibration of(String nameOrFile, Path folder, Clock clock) {
    ModelRoom.Opened opened = ModelRoom.open(nameOrFile, folder, clock, null);
    try {
      return new ModelCalibration(opened.model(), opened.worker().ready().join(), clock);
    } catch (RuntimeException e) {
      opened.model().close();
      throw new NodeException("model '%s': %s".formatted(nameOrFile, e.getMessage()), e);
    }
  }

  /** The model that was loaded. */
  public ModelInfo info() {
    return info;
  }

  /**
   * Asks every case.
   *
   * @param progress hears how many are done
   * @throws java.util.concurrent.CompletionException if the model fails
   */
  public List<Outcome> ask(List<EvaluationCase> cases, IntConsumer progress) {
    Evaluation evaluation = new Evaluation(model, clock);
    List<Outcome> outcomes = new ArrayList<>();
    for (EvaluationCase each : cases) {
      outcomes.addAll(evaluation.run(List.of(each)));
      progress.accept(outcomes.size());
    }
    return outcomes;
  }

  /** What the outcomes teach about this model. */
  public Calibration learn(List<Outcome> outcomes) {
    return Calibration.learn(info.snapshot(), Sheet.VERSION, outcomes);
  }

  /**
   * Keeps a calibration beside the models; what was kept for this model before goes.
   *
   * @return the file
   * @throws IOException if it cannot be written, or what is there is no file of calibrations
   */
  public static Path keep(Calibration calibration) throws IOException {
    Path file = ModelFolder.usual().resolve(FILE);
    Files.createDirectories(ModelFolder.usual());
    List<Calibration> all = new ArrayList<>(kept(file));
    all.removeIf(
        old ->
            old.fits(calibration.snapshot())
                && old.promptVersion().equals(calibration.promptVersion()));
    all.add(calibration);
    Path fresh = Files.write(file.resolveSibling(FILE + ".new"), CalibrationForm.write(all));
    return Files.move(
        fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What this user's own questions have taught about a model. */
  static Optional<Calibration> own(String snapshot) throws IOException {
    return CalibrationForm.find(kept(ModelFolder.usual().resolve(FILE)), snapshot, Sheet.VERSION);
  }

  private static List<Calibration> kept(Path file) throws IOException {
    try {
      return Files.exists(file) ? CalibrationForm.read(Files.readAllBytes(file)) : List.of();
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Cases to be corrected by hand: the questions over what a node knew when it last wrote it down,
   * each without an answer.
   *
   * @param data a node's data folder
   * @throws IOException if the node's knowledge cannot be read
   */
  public static List<EvaluationCase> draft(Path data, List<String> questions, Clock clock)
      throws IOException {
    Knowledge knowledge = new Knowledge(KnowledgeSettings.standard(), clock);
    Path file = data.resolve(NodePlace.KNOWLEDGE);
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "data '%s' holds nothing that a node has written down; a gateway does every minute"
              .formatted(data));
    }
    knowledge.restore(file);
    Instant now = clock.instant();
    List<EvaluationCase> cases = new ArrayList<>();
    for (String question : questions) {
      List<Fact> facts = Fact.withoutBounds(knowledge.select(question, "", FACTS));
      cases.add(new EvaluationCase("own-" + (cases.size() + 1), question, facts, now, null));
    }
    return cases;
  }

  @Override
  public void close() {
    model.close();
  }
}
