package io.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.access.Users;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class UserCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void whatItPrintsIsALineOfTheFileOfUsers() throws Exception {
    assertEquals(ExitCode.ANSWERED, run("over the hills\n", "kiln-3", "device"));

    assertTrue(out.toString().startsWith("kiln-3 device pbkdf2-sha256$"), out.toString());
    assertFalse(out.toString().contains("hills"), out.toString());
    Path file = Files.writeString(folder.resolve("users.txt"), out.toString());
    assertFalse(Users.read(file, List.of()).isEmpty());
  }

  @Test
  void namesWhatItRefuses() {
    assertEquals(ExitCode.USAGE, run("x\n", "kiln-3", "king"));
    assertTrue(err.toString().contains("king"), err.toString());
    assertEquals(ExitCode.USAGE, run("x\n", "a/b", "device"));
    assertTrue(err.toString().contains("a/b"), err.toString());
    assertEquals(ExitCode.USAGE, run("\n", "kiln-3", "device"));
    assertTrue(err.toString().contains("password must have"), err.toString());
  }

  private int run(String typed, String... arguments) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(typed.getBytes(UTF_8)));
    try {
      CommandLine line = Main.commandLine().setOut(new PrintWriter(out, true));
      String[] all = new String[arguments.length + 1];
      all[0] = "user";
      System.arraycopy(arguments, 0, all, 1, arguments.length);
      return line.setErr(new PrintWriter(err, true)).execute(all);
    } finally {
      System.setIn(before);
    }
  }
}
