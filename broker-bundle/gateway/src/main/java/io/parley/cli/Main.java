package io.parley.cli;

import io.parley.config.SettingsException;
import java.util.ServiceLoader;
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
      SeriesCommand.class,
      ModelCommand.class,
      EngineCommand.class,
      CheckCommand.class,
      UserCommand.class,
      RehearseCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "Also: parley bench    measures beside a peer",
      "      parley format   formats the sources",
      "      parley test     the whole test suite",
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
    CommandLine main = new CommandLine(new Main());
    ServiceLoader.load(Subcommand.class).forEach(main::addSubcommand);
    return main.setExitCodeExceptionMapper(Main::exitCode)
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
