package io.parley.worker;

import io.parley.energy.EnergyMeter;
import io.parley.engine.ChatTemplate;
import io.parley.engine.Embedder;
import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.LanguageModel;
import io.parley.engine.ModelInfo;
import io.parley.gguf.GgufException;
import io.parley.gguf.GgufHeader;
import io.parley.gguf.ModelShape;
import io.parley.llama.EngineSettings;
import io.parley.llama.LlamaLibrary;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A model in a worker process that is started, watched and started again. Questions asked while it
 * loads wait; a question under which the worker dies is asked once more, and then fails as CRASHED.
 */
public final class WorkerModel implements LanguageModel, Embedder, ChatTemplate {
  private static final long OVERHEAD_BYTES = 512L << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Supervisor supervisor;
  private final Duration patience;
  private final Clock clock;
  private final @Nullable EnergyMeter meter;
  private final AtomicLong ids = new AtomicLong();

  private WorkerModel(
      Supervisor supervisor, Duration patience, Clock clock, @Nullable EnergyMeter meter) {
    this.supervisor = supervisor;
    this.patience = patience;
    this.clock = clock;
    this.meter = meter;
  }

  /** Starts it without measuring energy; see {@link #start(WorkerSettings, Clock, EnergyMeter)}. */
  public static WorkerModel start(WorkerSettings settings, Clock clock) {
    return start(settings, clock, null);
  }

  /**
   * Checks the file, then starts its worker and returns at once, while it loads.
   *
   * @param meter tells what each generation costs; null: nobody does
   * @throws EngineException of kind UNAVAILABLE if the file or this machine will not do, with the
   *     reason
   */
  public static WorkerModel start(
      WorkerSettings settings, Clock clock, @Nullable EnergyMeter meter) {
    try {
      ModelShape shape = ModelShape.of(GgufHeader.read(settings.model()));
      LlamaLibrary library = LlamaLibrary.find(settings.library());
      EngineSettings engine = settings.engine(library, shape.trainedContext());
      long needed = shape.bytes(engine.kvTokens());
      long memory = DeviceMemory.bytes();
      if (needed > memory / 10 * 9) {
        throw unavailable(
            "%s needs %d MB for weights and KV cache, the machine has %d MB"
                .formatted(settings.model(), needed >> 20, memory >> 20));
      }
      long ceiling = settings.supervision().memoryBytes();
      Supervisor supervisor =
          new Supervisor(
              engine, settings.supervision(), ceiling > 0 ? ceiling : 2 * needed + OVERHEAD_BYTES);
      supervisor.start();
      Duration patience = settings.supervision().start().plus(PATIENCE);
      return new WorkerModel(supervisor, patience, clock, meter);
    } catch (GgufException e) {
      throw unavailable(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw unavailable("%s cannot be read: %s".formatted(settings.model(), e));
    }
  }

  private static EngineException unavailable(String why) {
    return new EngineException(EngineException.Kind.UNAVAILABLE, why);
  }

  @Override
  public ModelInfo info() {
    return supervisor.face().info();
  }

  /** What it does now; never blocks. */
  public WorkerStatus status() {
    return supervisor.face().status();
  }

  /** Completes once it has been ready for the first time, or exceptionally if it cannot be. */
  public CompletableFuture<ModelInfo> ready() {
    return supervisor.ready();
  }

  @Override
  public CompletableFuture<Generation> generate(
      GenerationRequest request, GenerationListener listener) {
    CompletableFuture<Generation> future = new CompletableFuture<>();
    AtomicReference<EnergyMeter.@Nullable Measurement> energy = new AtomicReference<>();
    ask(
        future,
        id -> {
          begin(energy);
          return RequestForm.write(id, request, clock);
        },
        frame -> future.complete(GenerationForm.read(frame, end(energy))),
        listener,
        Duration.between(Instant.now(clock), request.deadline()));
    var unused = future.whenComplete((generation, error) -> end(energy));
    return future;
  }

  private void begin(AtomicReference<EnergyMeter.@Nullable Measurement> energy) {
    EnergyMeter here = meter;
    if (here != null && energy.get() == null) {
      energy.set(here.begin());
    }
  }

  private static @Nullable Double end(AtomicReference<EnergyMeter.@Nullable Measurement> energy) {
    EnergyMeter.Measurement measurement = energy.getAndSet(null);
    return measurement == null ? null : measurement.end();
  }

  @Override
  public CompletableFuture<float[]> embed(String text) {
    CompletableFuture<float[]> future = new CompletableFuture<>();
    ask(
        future,
        id -> Map.of("type", "embed", "id", id, "text", text),
        frame -> {
          List<Number> values = frame.numbers("vector");
          float[] vector = new float[values.size()];
          for (int i = 0; i < vector.length; i++) {
            vector[i] = values.get(i).floatValue();
          }
          future.complete(vector);
        },
        GenerationListener.NONE,
        patience);
    return future;
  }

  @Override
  public CompletableFuture<String> applyTemplate(List<ChatTemplate.Message> messages) {
    CompletableFuture<String> future = new CompletableFuture<>();
    List<Map<String, String>> all =
        messages.stream()
            .map(message -> Map.of("role", message.role().word(), "content", message.content()))
            .toList();
    ask(
        future,
        id -> Map.of("type", "template", "id", id, "messages", all),
        frame -> future.complete(frame.text("text")),
        GenerationListener.NONE,
        patience);
    return future;
  }

  private void ask(
      CompletableFuture<?> future,
      LongFunction<Map<String, Object>> frame,
      Pending.Answered answered,
      GenerationListener listener,
      Duration left) {
    long deadline = System.nanoTime() + Math.min(left.toNanos(), Duration.ofDays(1).toNanos());
    supervisor.ask(new Pending(ids.incrementAndGet(), future, frame, answered, listener, deadline));
  }

  @Override
  public void close() {
    supervisor.close();
  }
}
