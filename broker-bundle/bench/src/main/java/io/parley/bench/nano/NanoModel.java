package io.parley.bench.nano;

import io.parley.calibration.Calibration;
import io.parley.calibration.CalibrationForm;
import io.parley.engine.ModelInfo;
import io.parley.prompt.Sheet;
import io.parley.worker.WorkerModel;
import io.parley.worker.WorkerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The built-in model in a worker of its own, with the calibration that is shipped with it. */
public final class NanoModel implements AutoCloseable {
  private static final String NAME = "parley-nano";

  private final Path folder;
  private final WorkerModel worker;
  private final Calibration calibration;

  private NanoModel(Path folder, WorkerModel worker, Calibration calibration) {
    this.folder = folder;
    this.worker = worker;
    this.calibration = calibration;
  }

  /**
   * Unpacks and loads it.
   *
   * @throws IOException if it cannot be unpacked, or has no calibration
   */
  public static NanoModel open(Clock clock) throws IOException {
    Path folder = Files.createTempDirectory("parley-bench-nano");
    Path file = Files.write(folder.resolve(NAME + ".gguf"), resource(NAME + ".gguf"));
    WorkerSettings settings =
        WorkerSettings.of(NAME, file).withThreads(1).withWarm(List.of(Sheet.PREFIX));
    WorkerModel worker = WorkerModel.start(settings, clock);
    ModelInfo info = worker.ready().join();
    Calibration calibration =
        CalibrationForm.find(
                CalibrationForm.read(resource("calibrations.json")), info.snapshot(), Sheet.VERSION)
            .orElseThrow(() -> new IOException("the built-in model has no calibration"));
    return new NanoModel(folder, worker, calibration);
  }

  /** The model. */
  public WorkerModel worker() {
    return worker;
  }

  /** What its confidence is worth. */
  public Calibration calibration() {
    return calibration;
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = NanoModel.class.getResourceAsStream("/io/parley/nano/" + name)) {
      if (in == null) {
        throw new IOException("the built-in model is missing from this build");
      }
      return in.readAllBytes();
    }
  }

  @Override
  public void close() throws IOException {
    worker.close();
    Files.deleteIfExists(folder.resolve(NAME + ".gguf"));
    Files.deleteIfExists(folder);
  }
}
