package io.parley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.config.ClientLimits;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class CheckCommandTest {
  @TempDir private Path folder;

  private String checked(String settings) throws Exception {
    Path file = Files.writeString(folder.resolve("settings.yaml"), settings);
    StringWriter out = new StringWriter();
    CommandLine command = new CommandLine(new CheckCommand()).setOut(new PrintWriter(out));
    command.execute(
        "--config", file.toString(), "--port", "0", "--coap-port", "-1", "--http-port", "-1");
    return out.toString();
  }

  @Test
  void everyBoundOfAClientIsPrintedWithItsValue() throws Exception {
    String shown = checked("model: none\nlimits: {sessions: 7}\n");
    for (RecordComponent bound : ClientLimits.class.getRecordComponents()) {
      Object usual = bound.getAccessor().invoke(ClientLimits.USUAL);
      Object value = bound.getName().equals("sessions") ? 7 : usual;
      assertTrue(
          shown.contains("bound %s %s: ".formatted(bound.getName(), value)),
          bound.getName() + " is missing in\n" + shown);
    }
    assertEquals(17, shown.lines().filter(line -> line.startsWith("bound ")).count());
  }

  @Test
  void anExternalBrokerHasItsOwnBounds() throws Exception {
    String shown = checked("model: none\nbroker: 'mqtt://127.0.0.1:1'\n");
    assertEquals(0, shown.lines().filter(line -> line.startsWith("bound ")).count());
  }

  @Test
  void aFileOfUsersThatEverybodyReadsIsNamed() throws Exception {
    Path users = Files.writeString(folder.resolve("users.txt"), "# nobody yet\n");
    Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-r--r--"));
    String shown = checked("model: none\nusers: users.txt\n");
    assertTrue(shown.contains("warn  files      users '%s' can be read".formatted(users)), shown);
  }
}
