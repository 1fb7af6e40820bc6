package io.parley.worker;

import io.parley.llama.EngineSettings;
import io.parley.llama.LlamaLibrary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A model to run in a worker.
 *
 * @param name its name, as answers give it
 * @param model the GGUF file
 * @param library which library to take
 * @param threads compute threads, 1..64
 * @param contextTokens most tokens of one prompt and its answer; more than the model was trained on
 *     is cut to that
 * @param slots questions decoded at once, 1..64
 * @param warm prefixes read before it is ready
 * @param adapters LoRA adapter files by name
 * @param supervision how it is watched
 */
public record WorkerSettings(
    String name,
    Path model,
    LlamaLibrary.Choice library,
    int threads,
    int contextTokens,
    int slots,
    List<String> warm,
    Map<String, Path> adapters,
    Supervision supervision) {
  public WorkerSettings {
    warm = List.copyOf(warm);
    adapters = Map.copyOf(adapters);
  }

  /**
   * All cores but one, 2,048 tokens, eight questions at once. Compute threads wait for each other
   * by spinning: where something else needs a core, one thread too many is a hundred times slower,
   * one too few at most twice.
   */
  public static WorkerSettings of(String name, Path model) {
    return new WorkerSettings(
        name,
        model,
        LlamaLibrary.Choice.AUTO,
        Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
        2048,
        8,
        List.of(),
        Map.of(),
        Supervision.USUAL);
  }

  /** The same with these prefixes kept warm. */
  public WorkerSettings withWarm(List<String> prefixes) {
    return new WorkerSettings(
        name, model, library, threads, contextTokens, slots, prefixes, adapters, supervision);
  }

  /** The same with so many compute threads. */
  public WorkerSettings withThreads(int count) {
    return new WorkerSettings(
        name, model, library, count, contextTokens, slots, warm, adapters, supervision);
  }

  /** The same with so many tokens of context and so many questions at once. */
  public WorkerSettings withRoom(int tokens, int questions) {
    return new WorkerSettings(
        name, model, library, threads, tokens, questions, warm, adapters, supervision);
  }

  /** The same, watched like this. */
  public WorkerSettings withSupervision(Supervision other) {
    return new WorkerSettings(
        name, model, library, threads, contextTokens, slots, warm, adapters, other);
  }

  EngineSettings engine(LlamaLibrary found, int trainedContext) {
    int context = Math.min(contextTokens, trainedContext);
    return new EngineSettings(
        name,
        model,
        found,
        threads,
        context,
        slots,
        EngineSettings.kvTokensFor(context, slots),
        warm,
        adapters);
  }
}
