package io.parley.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.calibration.Calibration;
import io.parley.calibration.CalibrationForm;
import io.parley.calibration.Evaluation;
import io.parley.calibration.HeldOut;
import io.parley.catalogue.CatalogueException;
import io.parley.catalogue.ModelStore;
import io.parley.config.EngineLink;
import io.parley.config.Settings;
import io.parley.engine.EngineException;
import io.parley.engine.LanguageModel;
import io.parley.engine.ModelInfo;
import io.parley.gateway.LocalModel;
import io.parley.gguf.GgufHeader;
import io.parley.openai.HttpModel;
import io.parley.openai.HttpModelSettings;
import io.parley.prompt.Sheet;
import io.parley.sources.ModelOverFacts;
import io.parley.sources.TemplatedModel;
import io.parley.worker.WorkerModel;
import io.parley.worker.WorkerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model of a node: found by its name or file, started in a worker, and calibrated. One whose
 * file has no calibration yet is calibrated on the built-in cases in the background, and until then
 * only guesses.
 */
final class ModelRoom implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ModelRoom.class);
  private static final String BUILT_IN = "/io/parley/nano/parley-nano.gguf";
  private static final String CALIBRATIONS = "/io/parley/nano/calibrations.json";
  private static final long SMALL_BYTES = 32L << 20;
  private static final int CASES = 300;
  private static final long SEED = 20261101;

  private final LanguageModel model;
  private final DoubleSupplier rate;
  private final LocalModel reader;
  private final Path folder;
  private final Clock clock;
  private volatile @Nullable Calibration calibration;
  private volatile boolean closed;

  private ModelRoom(
      LanguageModel model, DoubleSupplier rate, Settings settings, Path folder, Clock clock) {
    this.model = model;
    this.rate = rate;
    this.folder = folder;
    this.clock = clock;
    this.reader =
        new ModelOverFacts(
            model, () -> Optional.ofNullable(calibration), settings.errorRate(), clock);
  }

  /**
   * Starts the model that the settings name.
   *
   * @return empty where they name none
   * @throws NodeException if it cannot be found or loaded here
   */
  static Optional<ModelRoom> of(Settings settings, NodePlace place, Clock clock) {
    EngineLink link = settings.engine();
    if (link == null && settings.model().equals("none")) {
      return Optional.empty();
    }
    try {
      Path folder = Files.createDirectories(place.folder().resolve("model"));
      if (link != null) {
        return Optional.of(behind(link, settings, folder, clock));
      }
      Opened opened = open(settings.model(), folder, clock);
      WorkerModel worker = opened.worker();
      ModelRoom room =
          new ModelRoom(
              opened.model(), () -> worker.status().tokensPerSecond(), settings, folder, clock);
      var unused = worker.ready().whenComplete(room::loaded);
      return Optional.of(room);
    } catch (IOException e) {
      throw new NodeException("model: %s".formatted(e), e);
    }
  }

  /** A worker that loads, and the model that it will be, in the dress that its file asks for. */
  record Opened(WorkerModel worker, LanguageModel model) {}

  /**
   * Starts a model.
   *
   * @param nameOrFile {@code builtin}, a name of the catalogue, or a GGUF file
   * @param folder where the built-in model is unpacked
   * @throws NodeException if it cannot be found or loaded here
   */
  static Opened open(String nameOrFile, Path folder, Clock clock) {
    try {
      boolean builtIn = nameOrFile.equals("builtin");
      Path file = builtIn ? builtIn(folder) : installed(nameOrFile);
      String name = builtIn ? "parley-nano" : name(file);
      WorkerModel worker =
          WorkerModel.start(settings(name, file).withWarm(List.of(Sheet.PREFIX)), clock);
      return new Opened(worker, dressed(worker, file));
    } catch (IOException e) {
      throw new NodeException("model '%s' cannot be unpacked: %s".formatted(nameOrFile, e), e);
    } catch (CatalogueException | EngineException e) {
      throw new NodeException(
          "model '%s': %s; `parley model list` shows what there is, `--model none` works without"
              .formatted(nameOrFile, e.getMessage()),
          e);
    }
  }

  /**
   * One that was trained on our sheets gets them as they are; any other one in its own template.
   */
  private static LanguageModel dressed(WorkerModel worker, Path file) throws IOException {
    String version = GgufHeader.read(file).text(Sheet.VERSION_KEY);
    if (version == null) {
      return TemplatedModel.by(worker, worker);
    }
    if (!version.equals(Sheet.VERSION)) {
      worker.close();
      throw new NodeException(
          "model '%s': %s '%s' must be '%s', it was trained for another prompt"
              .formatted(file, Sheet.VERSION_KEY, version, Sheet.VERSION));
    }
    return worker;
  }

  private static ModelRoom behind(EngineLink link, Settings settings, Path folder, Clock clock)
      throws IOException {
    String name = link.model() == null ? "default" : link.model();
    HttpModelSettings http =
        HttpModelSettings.of(name, URI.create(link.url()), name)
            .speaking(HttpModelSettings.Api.CHAT, HttpModelSettings.Dialect.PLAIN);
    Path key = link.keyFile();
    if (key != null) {
      http = http.withKey(Files.readString(key).strip());
    }
    HttpModel model = HttpModel.of(http, clock);
    ModelRoom room = new ModelRoom(TemplatedModel.behind(model), () -> 0, settings, folder, clock);
    ModelInfo info = model.info();
    room.loaded(
        new ModelInfo(
            info.name(),
            snapshot(link.url() + "#" + name),
            info.state(),
            info.contextTokens(),
            info.slots(),
            info.metadata()),
        null);
    return room;
  }

  /**
   * What a calibration of a model behind a server is kept under: where it is and what it is called.
   */
  private static String snapshot(String address) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(address.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is in every JDK", e);
    }
  }

  /** Threads that wait for one another cost a small model more than they give. */
  private static WorkerSettings settings(String name, Path file) throws IOException {
    WorkerSettings usual = WorkerSettings.of(name, file);
    return Files.size(file) > SMALL_BYTES ? usual : usual.withThreads(1);
  }

  private static Path installed(String nameOrFile) throws CatalogueException {
    return new ModelStore(ModelFolder.usual()).resolve(nameOrFile);
  }

  private static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".gguf") ? name.substring(0, name.length() - 5) : name;
  }

  private static Path builtIn(Path folder) throws IOException {
    Path file = folder.resolve("parley-nano.gguf");
    try (InputStream in = ModelRoom.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new NodeException(
            "the built-in model is missing from this build; --model none works");
      }
      Path fresh = folder.resolve("parley-nano.gguf.new");
      Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  private void loaded(@Nullable ModelInfo info, @Nullable Throwable error) {
    if (closed) {
      return;
    }
    if (info == null) {
      log.error("the model cannot be loaded: {}", error == null ? "" : error.getMessage());
      return;
    }
    log.info(
        "model {} is loaded, snapshot {}, {} at once", info.name(), info.snapshot(), info.slots());
    try {
      Optional<Calibration> known = known(info);
      if (known.isPresent()) {
        calibration = known.get();
      } else {
        Thread thread = new Thread(() -> calibrate(info), "calibration");
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException | IllegalArgumentException e) {
      log.error("calibrations cannot be read, the model only guesses: {}", e.toString());
    }
  }

  /** What this user's own questions taught goes before what comes with the model. */
  private Optional<Calibration> known(ModelInfo info) throws IOException {
    Optional<Calibration> taught = ModelCalibration.own(info.snapshot());
    if (taught.isPresent()) {
      return taught;
    }
    try (InputStream in = ModelRoom.class.getResourceAsStream(CALIBRATIONS)) {
      if (in != null) {
        Optional<Calibration> shipped =
            CalibrationForm.find(
                CalibrationForm.read(in.readAllBytes()), info.snapshot(), Sheet.VERSION);
        if (shipped.isPresent()) {
          return shipped;
        }
      }
    }
    Path own = folder.resolve("calibrations.json");
    return Files.exists(own)
        ? CalibrationForm.find(
            CalibrationForm.read(Files.readAllBytes(own)), info.snapshot(), Sheet.VERSION)
        : Optional.empty();
  }

  private void calibrate(ModelInfo info) {
    log.info("model {} has no calibration; learning one from {} cases", info.name(), CASES);
    try {
      Calibration learnt =
          Calibration.learn(
              info.snapshot(),
              Sheet.VERSION,
              new Evaluation(model, clock).run(HeldOut.cases(CASES, SEED)));
      calibration = learnt;
      Files.write(folder.resolve("calibrations.json"), CalibrationForm.write(List.of(learnt)));
      log.info("model {} is calibrated", info.name());
    } catch (IOException | RuntimeException e) {
      if (closed) {
        return;
      }
      log.error("model {} could not be calibrated and only guesses: {}", info.name(), e.toString());
    }
  }

  LocalModel reader() {
    return reader;
  }

  LanguageModel model() {
    return model;
  }

  @Nullable Double tokensPerSecond() {
    double now = rate.getAsDouble();
    return now > 0 ? now : null;
  }

  @Override
  public void close() {
    closed = true;
    model.close();
  }
}
