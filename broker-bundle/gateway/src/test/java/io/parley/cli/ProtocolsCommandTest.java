package io.parley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs what the documentation tells people to do. */
final class ProtocolsCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private Path document = Path.of("");
  private Path routine = Path.of("");

  @BeforeEach
  void takeTheExampleOfTheDocumentation() throws IOException {
    String page = Files.readString(Path.of("..", "..", "docs", "protocols.md"));
    int from = page.indexOf("````markdown\n") + "````markdown\n".length();
    int to = page.indexOf("````\n", from);
    document = Files.writeString(folder.resolve("stock.md"), page.substring(from, to));
    int code = page.indexOf("```\n(", to) + "```\n".length();
    routine =
        Files.writeString(
            folder.resolve("stock.jsonata"), page.substring(code, page.indexOf("```", code)));
  }

  @Test
  void theDocumentOfTheDocumentationIsOne() {
    assertEquals(ExitCode.ANSWERED, run("verify", document.toString()));
    assertTrue(out.toString().contains("stock-price, 2 vectors"), out.toString());
    assertTrue(out.toString().startsWith("bafkrei"), out.toString());
  }

  @Test
  void itsRoutineReproducesItsVectors() {
    assertEquals(
        ExitCode.ANSWERED,
        run("verify", document.toString(), "--routine", routine.toString()),
        out.toString());
  }

  @Test
  void saysWhichRuleIsBroken() throws IOException {
    Files.writeString(routine, "{\"value\": 1}");
    assertEquals(
        ExitCode.REFUSED, run("verify", document.toString(), "--routine", routine.toString()));
    assertTrue(out.toString().contains("rule vectors"), out.toString());
  }

  private int run(String... arguments) {
    return new CommandLine(new ProtocolsCommand())
        .setOut(new PrintWriter(out, true))
        .execute(arguments);
  }
}
