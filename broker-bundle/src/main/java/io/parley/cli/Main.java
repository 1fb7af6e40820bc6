package io.parley.cli;

import io.parley.bench.Scratch;
import io.parley.config.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where the process begins: one command, one exit code. */
@Command(
    name = "parley",
    description = "Devices on MQTT ask and answer by themselves, with models that run near them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      DemoCommand.class,
      ProtocolsCommand.class,
      NodeCommand.GatewayCommand.class,
      NodeCommand.HubCommand.class,
      AskCommand.class,
      AgentsCommand.class,
      ModelCommand.class,
      EngineCommand.class,
      CheckCommand.class,
      UserCommand.class,
      BenchCommand.class,
      RehearseCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "Also: parley test   the whole test suite",
      "Exit codes: 0 answered, 2 unsure, 3 refused or failed, 4 expired or nobody answered, 64 usage, 70 internal"
    })
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Scratch.watch();
    int code = commandLine().execute(arguments);
    Scratch.remove();
    System.exit(code);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExitCodeExceptionMapper(Main::exitCode)
        .setExecutionExceptionHandler(
            (error, line, parsed) -> {
              line.getErr().println("parley: " + Complaint.of(error));
              return exitCode(error);
            });
  }

  private static int exitCode(Throwable error) {
    return error instanceof CommandLine.ParameterException
            || error instanceof UsageException
            || error instanceof SettingsException
        ? ExitCode.USAGE
        : ExitCode.INTERNAL;
  }
}
