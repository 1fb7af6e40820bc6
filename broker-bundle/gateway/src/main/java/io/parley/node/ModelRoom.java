package io.parley.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.catalogue.CatalogueException;
import io.parley.catalogue.ModelStore;
import io.parley.config.EngineLink;
import io.parley.config.Settings;
import io.parley.device.Device;
import io.parley.device.DeviceDetection;
import io.parley.energy.EnergyMeter;
import io.parley.engine.EngineException;
import io.parley.engine.LanguageModel;
import io.parley.engine.ModelInfo;
import io.parley.gateway.LocalModel;
import io.parley.gguf.GgufHeader;
import io.parley.ladder.ModelInduction;
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
import java.time.Duration;
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
  /** A model of some GB is still being loaded when its fixed words are to be read. */
  private static final Duration WARMING = Duration.ofMinutes(5);

  private static final Logger log = LoggerFactory.getLogger(ModelRoom.class);
  private static final String BUILT_IN = "/io/parley/nano/parley-nano.gguf";
  private static final long SMALL_BYTES = 32L << 20;

  private final LanguageModel model;
  private final Optional<LanguageModel> proposer;
  private final DoubleSupplier rate;
  private final LocalModel reader;
  private final CalibrationDesk desk;
  private final Optional<EnergyMeter> meter;

  private ModelRoom(
      LanguageModel model,
      Optional<LanguageModel> proposer,
      DoubleSupplier rate,
      Settings settings,
      CalibrationDesk desk,
      Optional<EnergyMeter> meter,
      Clock clock) {
    this.model = model;
    this.proposer = proposer;
    this.rate = rate;
    this.desk = desk;
    this.meter = meter;
    this.reader = new ModelOverFacts(model, desk::known, settings.errorRate(), clock);
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
      return Optional.of(here(settings, folder, clock));
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
   * @param meter tells what its answers cost; null: nobody does
   * @throws NodeException if it cannot be found or loaded here
   */
  static Opened open(String nameOrFile, Path folder, Clock clock, @Nullable EnergyMeter meter) {
    try {
      boolean builtIn = nameOrFile.equals("builtin");
      Path file = builtIn ? builtIn(folder) : installed(nameOrFile);
      String name = builtIn ? "parley-nano" : name(file);
      WorkerModel worker =
          WorkerModel.start(
              settings(name, file, DeviceDetection.ofThisMachine().detect())
                  .withWarm(List.of(Sheet.PREFIX)),
              clock,
              meter);
      return new Opened(worker, dressed(worker, file, clock));
    } catch (IOException e) {
      throw new NodeException("model '%s' cannot be unpacked: %s".formatted(nameOrFile, e), e);
    } catch (CatalogueException | EngineException e) {
      throw new NodeException(
          "model '%s': %s; `parley model list` shows what there is, `--model none` works without"
              .formatted(nameOrFile, e.getMessage()),
          e);
    }
  }

  private static ModelRoom here(Settings settings, Path folder, Clock clock) {
    Optional<EnergyMeter> meter = EnergyMeter.detect();
    meter.ifPresent(found -> log.info("joules of answers are known by {}", found.method()));
    Opened opened = open(settings.model(), folder, clock, meter.orElse(null));
    WorkerModel worker = opened.worker();
    CalibrationDesk desk = new CalibrationDesk(opened.model(), folder, clock);
    var unused = worker.ready().whenComplete(desk::loaded);
    Optional<LanguageModel> proposer =
        opened.model() == worker
            ? Optional.empty()
            : Optional.of(TemplatedModel.by(worker, worker, ModelInduction.INSTRUCTION));
    return new ModelRoom(
        opened.model(),
        proposer,
        () -> worker.status().tokensPerSecond(),
        settings,
        desk,
        meter,
        clock);
  }

  /**
   * One that was trained on our sheets gets them as they are; any other one in its own template.
   */
  private static LanguageModel dressed(WorkerModel worker, Path file, Clock clock)
      throws IOException {
    String version = GgufHeader.read(file).text(Sheet.VERSION_KEY);
    if (version == null) {
      return TemplatedModel.by(worker, worker).warmed(clock.instant().plus(WARMING));
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
    HttpModelSettings.Dialect dialect =
        switch (link.grammar()) {
          case NONE -> HttpModelSettings.Dialect.PLAIN;
          case LLAMA_CPP -> HttpModelSettings.Dialect.LLAMA_CPP;
          case VLLM -> HttpModelSettings.Dialect.VLLM;
        };
    HttpModelSettings http =
        HttpModelSettings.of(name, base(link.url()), name)
            .speaking(HttpModelSettings.Api.CHAT, dialect);
    Path key = link.keyFile();
    if (key != null) {
      http = http.withKey(Files.readString(key).strip());
    }
    HttpModel served = HttpModel.of(http, clock);
    LanguageModel model = TemplatedModel.behind(served);
    CalibrationDesk desk = new CalibrationDesk(model, folder, clock);
    ModelInfo info = model.info();
    desk.loaded(
        new ModelInfo(
            info.name(),
            snapshot(link.url() + "#" + name),
            info.state(),
            info.contextTokens(),
            info.slots(),
            info.metadata()),
        null);
    LanguageModel proposer = TemplatedModel.behind(served, ModelInduction.INSTRUCTION);
    return new ModelRoom(
        model, Optional.of(proposer), () -> 0, settings, desk, Optional.empty(), clock);
  }

  /** Servers that speak this API do so below {@code /v1}; who names no path means that one. */
  private static URI base(String url) {
    URI given = URI.create(url);
    String path = given.getPath();
    return path == null || path.isEmpty() || path.equals("/") ? given.resolve("/v1") : given;
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

  /**
   * As the class of this device bears it. Threads that wait for one another cost a small model more
   * than they give.
   */
  static WorkerSettings settings(String name, Path file, Device device) throws IOException {
    return WorkerSettings.of(name, file)
        .withThreads(Files.size(file) > SMALL_BYTES ? device.threads() : 1)
        .withRoom(device.profile().contextTokens(), device.profile().questions());
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

  LocalModel reader() {
    return reader;
  }

  LanguageModel model() {
    return model;
  }

  /** The same model as one that proposes routines; empty where it knows nothing but our sheets. */
  Optional<LanguageModel> proposer() {
    return proposer;
  }

  @Nullable Double tokensPerSecond() {
    double now = rate.getAsDouble();
    return now > 0 ? now : null;
  }

  @Override
  public void close() {
    desk.close();
    model.close();
    meter.ifPresent(EnergyMeter::close);
  }
}
