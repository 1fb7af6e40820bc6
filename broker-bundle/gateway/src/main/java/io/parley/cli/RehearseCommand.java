package io.parley.cli;

import io.parley.rehearsal.Rehearsal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code parley rehearse}: for the script alone. */
@Command(
    name = "rehearse",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Starts a gateway, asks it one question and ends.")
final class RehearseCommand implements Callable<Integer> {
  @Override
  public Integer call() throws Exception {
    Rehearsal.run();
    return ExitCode.ANSWERED;
  }
}
