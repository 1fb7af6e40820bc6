package io.parley.node;

import io.parley.calibration.Calibration;
import io.parley.calibration.CalibrationForm;
import io.parley.calibration.Evaluation;
import io.parley.calibration.HeldOut;
import io.parley.engine.LanguageModel;
import io.parley.engine.ModelInfo;
import io.parley.prompt.Sheet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calibration of a node's model: the user's own, the shipped one, the one learnt before, or one
 * learnt now from the built-in cases, again and again until the model answers them.
 */
final class CalibrationDesk implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CalibrationDesk.class);
  private static final String SHIPPED = "/io/parley/nano/calibrations.json";
  private static final String OWN = "calibrations.json";
  private static final int CASES = 300;
  private static final long SEED = 20261101;
  private static final long FIRST_PAUSE_SECONDS = 2;
  private static final long MOST_PAUSE_SECONDS = 60;

  private final LanguageModel model;
  private final Path folder;
  private final Clock clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Calibration calibration;

  CalibrationDesk(LanguageModel model, Path folder, Clock clock) {
    this.model = model;
    this.folder = folder;
    this.clock = clock;
  }

  /** The calibration, as soon as there is one. */
  Optional<Calibration> known() {
    return Optional.ofNullable(calibration);
  }

  /** The model can be asked, or cannot be loaded. */
  void loaded(@Nullable ModelInfo info, @Nullable Throwable error) {
    if (closed()) {
      return;
    }
    if (info == null) {
      log.error("the model cannot be loaded: {}", error == null ? "" : error.getMessage());
      return;
    }
    log.info(
        "model {} is loaded, snapshot {}, {} at once", info.name(), info.snapshot(), info.slots());
    try {
      Optional<Calibration> kept = kept(info);
      if (kept.isPresent()) {
        calibration = kept.get();
      } else {
        Thread thread = new Thread(() -> learn(info), "calibration");
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException | IllegalArgumentException e) {
      log.error("calibrations cannot be read, the model only guesses: {}", e.toString());
    }
  }

  /** What this user's own questions taught goes before what comes with the model. */
  private Optional<Calibration> kept(ModelInfo info) throws IOException {
    Optional<Calibration> taught = ModelCalibration.own(info.snapshot());
    if (taught.isPresent()) {
      return taught;
    }
    try (InputStream in = CalibrationDesk.class.getResourceAsStream(SHIPPED)) {
      if (in != null) {
        Optional<Calibration> shipped =
            CalibrationForm.find(
                CalibrationForm.read(in.readAllBytes()), info.snapshot(), Sheet.VERSION);
        if (shipped.isPresent()) {
          return shipped;
        }
      }
    }
    return learntBefore(info);
  }

  /** What cannot be read is learnt anew. */
  private Optional<Calibration> learntBefore(ModelInfo info) throws IOException {
    Path own = folder.resolve(OWN);
    if (!Files.exists(own)) {
      return Optional.empty();
    }
    try {
      return CalibrationForm.find(
          CalibrationForm.read(Files.readAllBytes(own)), info.snapshot(), Sheet.VERSION);
    } catch (IllegalArgumentException e) {
      log.warn("{} cannot be read: {}", own, e.getMessage());
      return Optional.empty();
    }
  }

  /** A server may come up later than its hub, so one failure is not the end of it. */
  private void learn(ModelInfo info) {
    log.info("model {} has no calibration; learning one from {} cases", info.name(), CASES);
    long pause = FIRST_PAUSE_SECONDS;
    try {
      while (!closed() && !learnt(info)) {
        if (closed.await(pause, TimeUnit.SECONDS)) {
          return;
        }
        pause = Math.min(MOST_PAUSE_SECONDS, pause * 2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean learnt(ModelInfo info) {
    try {
      Calibration learnt =
          Calibration.learn(
              info.snapshot(),
              Sheet.VERSION,
              new Evaluation(model, clock).run(HeldOut.cases(CASES, SEED)));
      calibration = learnt;
      keep(learnt);
      log.info("model {} is calibrated", info.name());
      return true;
    } catch (IOException e) {
      log.error("the calibration of model {} cannot be kept: {}", info.name(), e.toString());
      return true;
    } catch (RuntimeException e) {
      if (!closed()) {
        log.warn(
            "model {} could not be calibrated yet and only guesses: {}", info.name(), e.toString());
      }
      return false;
    }
  }

  private void keep(Calibration learnt) throws IOException {
    Path fresh = Files.write(folder.resolve(OWN + ".new"), CalibrationForm.write(List.of(learnt)));
    Files.move(
        fresh,
        folder.resolve(OWN),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  private boolean closed() {
    return closed.getCount() == 0;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
