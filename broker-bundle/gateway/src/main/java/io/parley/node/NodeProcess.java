package io.parley.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A hub or gateway as a process of its own, its log in a file. */
public final class NodeProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("parley: \\S+ is ready on (.*)");
  private static final long START_SECONDS = 180;
  private static final long STOP_SECONDS = 8;
  private static final long LONGEST_STOP_SECONDS = 60;

  private final Process process;
  private final String name;
  private final List<String> addresses;

  private NodeProcess(Process process, String name, List<String> addresses) {
    this.process = process;
    this.name = name;
    this.addresses = addresses;
  }

  /**
   * Starts gateway {@code gw} of {@code plant1} without a model, its data below the folder.
   *
   * @param mqtt the port; 0: any
   * @param coap the same for CoAP; -1: none
   * @param http the same for HTTP; -1: none
   */
  public static NodeProcess gateway(String name, Path folder, int mqtt, int coap, int http) {
    return start(
        name,
        folder,
        List.of(
            "gateway",
            "--agent",
            "gw",
            "--site",
            "plant1",
            "--model",
            "none",
            "--port",
            Integer.toString(mqtt),
            "--coap-port",
            Integer.toString(coap),
            "--http-port",
            Integer.toString(http),
            "--data",
            folder.resolve("data").toString()));
  }

  /**
   * Starts {@code parley} with these arguments and waits until it says that it is ready.
   *
   * @throws NodeException with the end of its log if it does not
   */
  public static NodeProcess start(String name, Path folder, List<String> arguments) {
    Path log = folder.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> !argument.startsWith("-javaagent"))
            .toList());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.parley.cli.Main"));
    command.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.PIPE)
              .start();
      CompletableFuture<List<String>> ready = new CompletableFuture<>();
      Thread reader = new Thread(() -> follow(process, log, ready), "log of " + name);
      reader.setDaemon(true);
      reader.start();
      try {
        List<String> addresses = ready.orTimeout(START_SECONDS, TimeUnit.SECONDS).join();
        return new NodeProcess(process, name, addresses);
      } catch (CompletionException e) {
        process.destroyForcibly();
        throw new NodeException(
            "%s did not start; the end of its log:%n%s".formatted(name, end(log)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address of this scheme, e.g. {@code mqtt}. */
  public String address(String scheme) {
    return addresses.stream()
        .filter(address -> address.startsWith(scheme + "://"))
        .findFirst()
        .orElseThrow(() -> new NodeException("%s is not reached by %s".formatted(name, scheme)));
  }

  /** Where it is reached, as URLs. */
  public List<String> addresses() {
    return addresses;
  }

  /** Its resident memory in bytes, as Linux tells it; 0 where it does not. */
  public long residentBytes() {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  /** Its model worker, while it has one; empty too where /proc does not tell. */
  public Optional<ProcessHandle> worker() {
    return process.descendants().filter(NodeProcess::modelWorker).findFirst();
  }

  /** ProcessHandle leaves out arguments that take more than a page. */
  private static boolean modelWorker(ProcessHandle child) {
    try {
      Path line = Path.of("/proc", Long.toString(child.pid()), "cmdline");
      return new String(Files.readAllBytes(line), UTF_8).contains("\0model-worker\0");
    } catch (IOException e) {
      return false;
    }
  }

  /** The process itself. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Kills it and its children without a word, as a power cut would. */
  public void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
  }

  /**
   * Ends it with SIGTERM, as a service manager does.
   *
   * @return its exit code
   */
  public int stop() {
    process.destroy();
    return process.onExit().orTimeout(LONGEST_STOP_SECONDS, TimeUnit.SECONDS).join().exitValue();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException late) {
      kill();
    }
  }

  private static void follow(Process process, Path log, CompletableFuture<List<String>> ready) {
    try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8));
        Writer file = Files.newBufferedWriter(log)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        file.write(line + System.lineSeparator());
        file.flush();
        Matcher matcher = READY.matcher(line);
        if (matcher.matches()) {
          ready.complete(List.of(matcher.group(1).split(" ")));
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
    ready.completeExceptionally(new NodeException("it ended"));
  }

  private static String end(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
    } catch (IOException e) {
      return "(no log at " + log + ")";
    }
  }
}
