package io.parley.llama;

import io.parley.engine.ChatTemplate;
import io.parley.engine.Constraint;
import io.parley.engine.Embedder;
import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.LanguageModel;
import io.parley.engine.ModelInfo;
import io.parley.gguf.GgufHeader;
import io.parley.grammar.Gbnf;
import io.parley.grammar.GrammarException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model in this process. Native code can take the process down with it, so a node uses {@code
 * io.parley.worker.WorkerModel} instead; the worker, the benches and tests come here.
 */
public final class LlamaEngine implements LanguageModel, Embedder, ChatTemplate {
  private static final Logger LOG = LoggerFactory.getLogger(LlamaEngine.class);
  private static final int MOST_WAITING = 1024;
  private static final int MOST_MESSAGES = 64;

  private final EngineSettings settings;
  private final Clock clock;
  private final LoadedModel model;
  private final Map<String, String> metadata;
  private final DecodeLoop loop;
  private final JobSteps steps;
  private final float[] scratch;
  private final Commands commands = new Commands();
  private final Thread thread;
  private final Map<String, Long> adapters = new HashMap<>();
  private final TextVectors vectors;
  private volatile ModelInfo.State state = ModelInfo.State.LOADING;
  private volatile Runnable broken = () -> {};
  private volatile Runnable roundOver = () -> {};

  private LlamaEngine(EngineSettings settings, GgufHeader header, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.metadata = MetadataText.of(header);
    LlamaNatives natives = LlamaNatives.load(settings.library());
    this.model = new LoadedModel(natives, settings.model(), false);
    this.steps = new JobSteps(model);
    this.scratch = new float[model.vocabulary()];
    AdapterFiles.load(model, settings.adapters(), header, adapters);
    this.loop = new DecodeLoop(model, settings, adapters);
    this.vectors = new TextVectors(model, settings.threads(), header);
    this.thread = new Thread(this::run, "parley-decode");
    thread.setDaemon(true);
  }

  /**
   * Loads a model, reads the warm prefixes, and starts its thread. Blocks until it can be asked.
   *
   * @throws EngineException of kind UNAVAILABLE that says why it cannot be loaded
   */
  public static LlamaEngine load(EngineSettings settings, Clock clock) {
    try {
      GgufHeader header = GgufHeader.read(settings.model());
      LlamaEngine engine = new LlamaEngine(settings, header, clock);
      engine.thread.start();
      engine.warm();
      engine.state = ModelInfo.State.READY;
      return engine;
    } catch (IOException e) {
      throw new EngineException(EngineException.Kind.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Loads a library into this process and tells which kernels are live.
   *
   * @throws EngineException of kind UNAVAILABLE if it cannot be loaded
   */
  public static String kernels(LlamaLibrary library) {
    return LlamaNatives.load(library).systemInfo();
  }

  /** Which kernels are live, as llama.cpp tells it. */
  public String systemInfo() {
    return model.natives().systemInfo();
  }

  /** Tokens in a text, special tokens counted. */
  public CompletableFuture<Integer> count(String text) {
    return command(() -> model.tokenize(text, true, true).length);
  }

  @Override
  public ModelInfo info() {
    int context = Math.min(settings.contextTokens(), model.trainedContext());
    return new ModelInfo(settings.name(), "", state, context, settings.slots(), metadata);
  }

  /**
   * Runs this on the engine's thread should decoding ever end by itself, before anybody is told.
   */
  public void whenBroken(Runnable task) {
    broken = task;
  }

  /** Runs this on the engine's thread after every round, when all that it decoded has been told. */
  public void whenRoundOver(Runnable task) {
    roundOver = task;
  }

  @Override
  public CompletableFuture<Generation> generate(
      GenerationRequest request, GenerationListener listener) {
    CompletableFuture<Generation> future = new CompletableFuture<>();
    long start = System.nanoTime();
    EngineException refused = refused();
    if (refused != null) {
      future.completeExceptionally(refused);
      return future;
    }
    commands.add(
        future,
        () -> {
          try {
            begin(request, listener, future, start);
          } catch (GrammarException e) {
            throw new EngineException(EngineException.Kind.INVALID, String.valueOf(e.getMessage()));
          }
        });
    return future;
  }

  private @Nullable EngineException refused() {
    return switch (state) {
      case CLOSED -> new EngineException(EngineException.Kind.UNAVAILABLE, "the model is closed");
      case FAILED -> new EngineException(EngineException.Kind.CRASHED, "decoding has ended");
      case LOADING, READY ->
          commands.size() < MOST_WAITING
              ? null
              : new EngineException(
                  EngineException.Kind.BUSY, "%d questions wait already".formatted(MOST_WAITING));
    };
  }

  @Override
  public CompletableFuture<float[]> embed(String text) {
    return command(() -> vectors.embed(text));
  }

  @Override
  public CompletableFuture<String> applyTemplate(List<ChatTemplate.Message> messages) {
    if (messages.isEmpty() || messages.size() > MOST_MESSAGES) {
      return CompletableFuture.failedFuture(
          new EngineException(
              EngineException.Kind.INVALID,
              "messages: %d must be 1..%d".formatted(messages.size(), MOST_MESSAGES)));
    }
    return command(() -> model.applyTemplate(messages));
  }

  private void begin(
      GenerationRequest request,
      GenerationListener listener,
      CompletableFuture<Generation> future,
      long start) {
    GenerationRequest.Adapter adapter = request.adapter();
    if (adapter != null && !adapters.containsKey(adapter.name())) {
      throw new EngineException(
          EngineException.Kind.INVALID,
          "adapter %s is not loaded; loaded are %s".formatted(adapter.name(), adapters.keySet()));
    }
    int[] prompt = model.tokenize(request.prefix() + request.prompt(), true, true);
    int context = info().contextTokens();
    if (prompt.length == 0 || prompt.length >= context) {
      throw new EngineException(
          prompt.length == 0 ? EngineException.Kind.INVALID : EngineException.Kind.TOO_LONG,
          "prompt of %d tokens must have 1..%d".formatted(prompt.length, context - 1));
    }
    boolean choices = request.constraint() instanceof Constraint.Choices;
    Duration left = Duration.between(Instant.now(clock), request.deadline());
    long deadline = start + Math.max(0, Math.min(left.toMillis(), 86_400_000)) * 1_000_000;
    Chooser chooser = chooser(request);
    TextStream text = new TextStream(request.stop(), choices);
    Job job = new Job(request, listener, future, start, deadline, prompt, chooser, text);
    int limit = Math.min(request.maxTokens(), context - prompt.length);
    job.limit = Math.min(limit, chooser.longest());
    Generation.End end = steps.begin(job);
    if (end != null) {
      chooser.close();
      future.complete(job.result(end, System.nanoTime()));
      return;
    }
    loop.add(job);
  }

  private Chooser chooser(GenerationRequest request) {
    Constraint constraint = request.constraint();
    if (constraint instanceof Constraint.Choices choices) {
      return new ChoicesChooser(model, choices, request.sampling(), request.topK());
    }
    if (constraint instanceof Constraint.Grammar grammar) {
      Gbnf.check(grammar.gbnf());
      return new GrammarChooser(model, grammar.gbnf(), request.sampling(), request.topK());
    }
    return new FreeChooser(model, request.sampling(), request.topK(), scratch);
  }

  private void warm() {
    Instant deadline = Instant.now(clock).plus(Duration.ofHours(1));
    for (String prefix : settings.warm().isEmpty() ? List.of("") : settings.warm()) {
      String prompt = prefix.isEmpty() ? "." : " ";
      generate(
              GenerationRequest.greedy(prefix, prompt, 1, deadline, new Constraint.Free()),
              GenerationListener.NONE)
          .join();
    }
  }

  private <T> CompletableFuture<T> command(Supplier<T> work) {
    CompletableFuture<T> future = new CompletableFuture<>();
    commands.add(future, () -> future.complete(work.get()));
    return future;
  }

  private void run() {
    try {
      while (state != ModelInfo.State.CLOSED) {
        commands.run(loop.idle());
        loop.round();
        roundOver.run();
      }
      loop.failAll(new EngineException(EngineException.Kind.UNAVAILABLE, "the model is closed"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.error("decoding ended: {}", e.toString());
      state = ModelInfo.State.FAILED;
      broken.run();
      loop.failAll(new EngineException(EngineException.Kind.CRASHED, String.valueOf(e)));
    } finally {
      commands.end();
      free();
    }
  }

  private void free() {
    vectors.close();
    loop.close();
    model.close();
  }

  @Override
  public void close() {
    state = ModelInfo.State.CLOSED;
    commands.wake();
    try {
      thread.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
