package io.parley.cli;

import io.parley.enginepack.EnginePack;
import io.parley.enginepack.EngineReport;
import io.parley.llama.LlamaLibrary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley engine}: which llama.cpp runs here, and getting a faster one. */
@Command(
    name = "engine",
    mixinStandardHelpOptions = true,
    description = "The model engine: status, install.",
    synopsisSubcommandLabel = "COMMAND")
final class EngineCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Tells library, version, live kernels and threads.")
  int status(
      @Option(
              names = "--library",
              paramLabel = "WHICH",
              description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})",
              defaultValue = "AUTO")
          LlamaLibrary.Choice choice) {
    PrintWriter out = spec.commandLine().getOut();
    EngineReport.of(choice).forEach((key, value) -> out.printf("%-24s %s%n", key, value));
    out.flush();
    return ExitCode.ANSWERED;
  }

  @Command(
      name = "install",
      mixinStandardHelpOptions = true,
      description = "Adds the fast pack with npm, for this user.")
  int install() throws IOException {
    Path installed = EnginePack.install(LlamaLibrary.installFolder());
    PrintWriter out = spec.commandLine().getOut();
    out.println("the fast pack is in " + installed);
    out.flush();
    return ExitCode.ANSWERED;
  }
}
