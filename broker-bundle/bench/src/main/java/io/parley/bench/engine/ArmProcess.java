package io.parley.bench.engine;

import io.parley.llama.LlamaLibrary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An arm's process, and the figures it has given. */
final class ArmProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final Writer in;
  private final List<Double> prefill = new ArrayList<>();
  private final List<Double> generate = new ArrayList<>();

  ArmProcess(String arm, LlamaLibrary.Choice choice, Path model, int threads) throws IOException {
    this(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
            BenchArm.class.getName(),
            arm,
            choice.name(),
            model.toString(),
            String.valueOf(threads)));
  }

  /** A command that speaks as {@link BenchArm} does. */
  ArmProcess(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    LlamaLibrary.folders().stream()
        .findFirst()
        .ifPresent(folder -> builder.environment().put("PARLEY_ENGINE_DIR", folder.toString()));
    process = builder.start();
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    await("ready");
  }

  List<Double> prefill() {
    return prefill;
  }

  List<Double> generate() {
    return generate;
  }

  void run(boolean counts) throws IOException {
    double read = ask("prefill");
    double decoded = ask("generate");
    if (counts) {
      prefill.add(read);
      generate.add(decoded);
    }
  }

  private double ask(String what) throws IOException {
    in.write(what + "\n");
    in.flush();
    return Double.parseDouble(await("result ").substring("result ".length()));
  }

  /** The peer prints as it likes, so other lines are passed over. */
  private String await(String begin) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(begin)) {
        return line;
      }
      if (line.startsWith("failed ")) {
        throw new IOException("an arm " + line);
      }
    }
    throw new IOException("an arm ended before it was done");
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    out.close();
  }
}
