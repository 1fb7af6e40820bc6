package io.parley.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How a worker is started: the running Java, the running class path, little memory. */
final class WorkerCommand {
  private WorkerCommand() {}

  static List<String> of(String name) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        // Small at first: it would begin with all it may have, and never give it back.
        "-Xms8m",
        "-Xmx96m",
        "-Xss512k",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-XX:ReservedCodeCacheSize=32m",
        "-XX:MaxMetaspaceSize=64m",
        // What the JVM prints when it dies must not look like a frame.
        "-XX:+DisplayVMOutputToStderr",
        "-XX:ErrorFile=/dev/null",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:+ExitOnOutOfMemoryError",
        ModelWorker.class.getName(),
        "model-worker",
        name);
  }

  /** Variables of its environment; the class path is here because it can be very long. */
  static Map<String, String> environment() {
    return Map.of(
        "CLASSPATH",
        System.getProperty("java.class.path"),
        // Without this an abort in native code starts a debugger to print a trace.
        "GGML_NO_BACKTRACE",
        "1",
        // An arena for each thread would keep what loading and compiling took.
        "MALLOC_ARENA_MAX",
        "2");
  }
}
