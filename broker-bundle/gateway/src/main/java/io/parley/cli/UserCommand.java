package io.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.access.Role;
import io.parley.access.Users;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley user}: a line for the file of users. A password is never an argument. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a line for the file that `users` names, with the password hashed.",
      "The password is asked for, or read as one line from standard input."
    })
final class UserCommand implements Callable<Integer> {
  private static final int MOST_CHARACTERS = 1024;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "NAME")
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "ROLE",
      description = "device, agent, gateway or operator (docs/access.md)")
  private String role = "";

  @Override
  public Integer call() throws IOException {
    String password = password();
    if (password == null || password.isEmpty() || password.length() > MOST_CHARACTERS) {
      throw new UsageException("password must have 1 to %d characters".formatted(MOST_CHARACTERS));
    }
    try {
      spec.commandLine().getOut().println(Users.line(name, Role.ofWord(role), password));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    return ExitCode.ANSWERED;
  }

  /** From Java 22 on there is a console without a terminal, too; there nothing is typed again. */
  @SuppressWarnings("SystemConsoleNull")
  private static @Nullable String password() throws IOException {
    Console console = System.console();
    if (console == null) {
      return new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
    }
    console.writer().print("password: ");
    console.flush();
    char[] first = console.readPassword();
    console.writer().print("again: ");
    console.flush();
    char[] second = console.readPassword();
    if (first == null) {
      return null;
    }
    if (second != null && !Arrays.equals(first, second)) {
      throw new UsageException("the two passwords must be the same");
    }
    return new String(first);
  }
}
