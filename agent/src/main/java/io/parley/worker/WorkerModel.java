package io.parley.worker;

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
import java.util.function.LongFunction;

/**
 * A model in a worker process that is started, watched and started again. Questions asked while it
 * loads wait; a question under which the worker dies is asked once more, and then fails as CRASHED.
 */
public final class WorkerModel implements LanguageModel, Embedder, ChatTemplate {
  private static final long OVERHEAD_BYTES = 512L << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Supervisor supervisor;
  private final Clock clock;
  private final AtomicLong ids = new AtomicLong();

  private WorkerModel(Supervisor supervisor, Clock clock) {
    this.supervisor = supervisor;
    this.clock = clock;
  }

  /**
   * Checks the file, then starts its worker and returns at once, while it loads.
   *
   * @throws EngineException of kind UNAVAILABLE if the file or this machine will not do, with the
   *     reason
   */
  public static WorkerModel start(WorkerSettings settings, Clock clock) {
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
      return new WorkerModel(supervisor, clock);
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
    ask(
        future,
        id -> RequestForm.write(id, request, clock),
        frame -> future.complete(GenerationForm.read(frame)),
        listener,
        Duration.between(Instant.now(clock), request.deadline()));
    return future;
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
        PATIENCE);
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
        PATIENCE);
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
