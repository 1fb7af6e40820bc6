package io.parley.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line that starts {@code parley} as a process of its own, from this class path. */
public final class ParleyCommand {
  private ParleyCommand() {}

  /**
   * What to start, for these words after {@code parley}. Where the coverage of this process is
   * measured, that of the other one is too, into a file beside it.
   */
  public static List<String> of(List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("jacoco"))
        .map(argument -> argument.replace("jacoco.exec", "jacoco-processes.exec"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.parley.cli.Main"));
    command.addAll(words);
    return command;
  }
}
