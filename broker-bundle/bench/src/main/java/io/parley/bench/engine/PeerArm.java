package io.parley.bench.engine;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import java.nio.file.Path;

/**
 * The published Java API of de.kherud:llama, used as its documentation shows: every iterator is
 * read to its end. One that is left early stays in the library and changes what comes after.
 */
final class PeerArm implements BenchArm.Arm {
  private final LlamaModel model;

  PeerArm(Path file, int threads) {
    model =
        new LlamaModel(
            new ModelParameters()
                .setModel(file.toString())
                .setThreads(threads)
                .setThreadsBatch(threads)
                .setCtxSize(BenchArm.CONTEXT)
                .setGpuLayers(0)
                .disableLog());
  }

  @Override
  public double prefill(int round) {
    long start = System.nanoTime();
    long first = 0;
    for (LlamaOutput unused :
        model.generate(parameters(BenchModel.words(round * 200, BenchArm.PREFILL), 1))) {
      first = first == 0 ? System.nanoTime() : first;
    }
    return BenchArm.PREFILL * 1e9 / (first - start);
  }

  @Override
  public double generate(int round) {
    long first = 0;
    int tokens = 0;
    for (LlamaOutput unused :
        model.generate(parameters(BenchModel.words(round * 200, 8), BenchArm.GENERATE))) {
      first = first == 0 ? System.nanoTime() : first;
      tokens++;
    }
    return (tokens - 1) * 1e9 / (System.nanoTime() - first);
  }

  private static InferenceParameters parameters(String prompt, int tokens) {
    return new InferenceParameters(prompt)
        .setNPredict(tokens)
        .setTemperature(0)
        .setIgnoreEos(true)
        .setCachePrompt(false);
  }
}
