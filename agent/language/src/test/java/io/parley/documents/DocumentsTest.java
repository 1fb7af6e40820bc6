package io.parley.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DocumentsTest {
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  @TempDir private Path folder = Path.of("");
  @TempDir private Path data = Path.of("");

  private DocumentSettings settings() {
    return new DocumentSettings(folder, data.resolve("index"), 10, 5_000, 400, Duration.ofHours(1));
  }

  @BeforeEach
  void writeADocument() throws IOException {
    write("pumps/priming.md", "# Pumps\n\n## Priming\nOpen the vent until water runs out.\n");
  }

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void givesThePassageWithFileLineAndHeading() throws IOException {
    try (Documents documents = Documents.open(settings(), scheduler)) {
      Passage best = documents.search("how do I prime the pump", 3).get(0);
      assertEquals("pumps/priming.md", best.file());
      assertEquals(4, best.line());
      assertEquals("Pumps > Priming", best.heading());
      assertEquals("Open the vent until water runs out.", best.text());
      assertEquals(1, documents.files());
      assertEquals(List.of(), documents.search("", 3));
      assertEquals(List.of(), documents.search("how do I", 3));
      assertTrue(documents.answer("who wrote Hamlet?", 0.02).isEmpty());
      assertTrue(documents.answer("how do I prime the pump", 0.000_001).isEmpty());
    }
  }

  @Test
  void seesWhatChangesAndWhatGoes() throws IOException {
    try (Documents documents = Documents.open(settings(), scheduler)) {
      String before = documents.version();
      assertFalse(documents.refresh());
      write("valves.txt", "Valves\n\nThe stop valve closes clockwise.");
      assertTrue(documents.refresh());
      assertNotEquals(before, documents.version());
      assertEquals("valves.txt", documents.search("stop valve", 1).get(0).file());

      write("valves.txt", "Valves\n\nThe gate valve rises.");
      Files.setLastModifiedTime(folder.resolve("valves.txt"), FileTime.fromMillis(1_000));
      assertTrue(documents.refresh());
      assertTrue(documents.search("gate valve", 1).get(0).text().contains("rises"));

      Files.delete(folder.resolve("valves.txt"));
      assertTrue(documents.refresh());
      assertEquals(List.of(), documents.search("valve", 1));
      assertEquals(before, documents.version());
    }
  }

  @Test
  void looksByItself() throws Exception {
    DocumentSettings often =
        new DocumentSettings(folder, data.resolve("index"), 10, 5_000, 400, Duration.ofMillis(20));
    try (Documents documents = Documents.open(often, scheduler)) {
      write("late.md", "The lighthouse blinks twice.");
      CountDownLatch seen = new CountDownLatch(1);
      var watch =
          scheduler.scheduleWithFixedDelay(
              () -> {
                if (!documents.search("lighthouse", 1).isEmpty()) {
                  seen.countDown();
                }
              },
              5,
              5,
              TimeUnit.MILLISECONDS);
      assertTrue(seen.await(30, TimeUnit.SECONDS));
      watch.cancel(false);
      Files.delete(folder.resolve("late.md"));
    }
  }

  @Test
  void keepsItsIndexOverARestart() throws IOException {
    String version;
    try (Documents documents = Documents.open(settings(), scheduler)) {
      version = documents.version();
    }
    try (Documents documents = Documents.open(settings(), scheduler)) {
      assertEquals(version, documents.version());
      assertFalse(documents.refresh());
      assertEquals(1, documents.search("vent", 1).size());
    }
  }

  @Test
  void makesABrokenIndexAnew() throws IOException {
    Documents.open(settings(), scheduler).close();
    try (var files = Files.list(data.resolve("index"))) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("seg")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[0] ^= 0x55;
        Files.write(file, bytes);
      }
    }
    try (Documents documents = Documents.open(settings(), scheduler)) {
      assertEquals(1, documents.search("vent", 1).size());
    }
  }

  @Test
  void leavesOutWhatIsNoText() throws IOException {
    write(".hidden.md", "secret lighthouse");
    write(".git/config.md", "secret lighthouse");
    write("picture.png", "lighthouse");
    write("large.md", "lighthouse ".repeat(600));
    Files.write(folder.resolve("latin.md"), new byte[] {'a', (byte) 0xe9, 'b'});
    write("empty.md", "");
    try (Documents documents = Documents.open(settings(), scheduler)) {
      assertEquals(List.of(), documents.search("lighthouse", 5));
      assertEquals(4, documents.files());
      assertFalse(documents.refresh(), "a file that cannot be read is not tried again and again");
    }
  }

  @Test
  void takesNoMoreFilesThanAllowed() throws IOException {
    for (int i = 0; i < 15; i++) {
      write("many/n" + i + ".md", "x");
    }
    try (Documents documents = Documents.open(settings(), scheduler)) {
      assertEquals(10, documents.files());
    }
  }

  @Test
  void refusesAFolderThatIsNone() {
    DocumentSettings none = DocumentSettings.of(folder.resolve("none"), data);
    assertThrows(IOException.class, () -> Documents.open(none, scheduler));
    assertThrows(
        IllegalArgumentException.class,
        () -> new DocumentSettings(folder, data, 0, 1, 300, Duration.ofSeconds(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new DocumentSettings(folder, data, 1, 0, 300, Duration.ofSeconds(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new DocumentSettings(folder, data, 1, 1, 3, Duration.ofSeconds(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new DocumentSettings(folder, data, 1, 1, 300, Duration.ZERO));
  }

  @Test
  void cutsAtHeadingsAndWhereItGrowsTooLong() {
    String text =
        "intro\n\n# Title\n```\n# no heading\n```\n## A ##\none\n\ntwo\n### B\nthree\n## C\n"
            + ("word ".repeat(30) + "\n\n").repeat(4)
            + "x".repeat(500);
    List<Section> sections = Sections.of(text, true, "file", 300);
    assertEquals(
        List.of("file", "Title", "Title > A", "Title > A > B", "Title > C"),
        sections.stream().map(Section::heading).distinct().toList());
    assertEquals(new Section(8, "Title > A", "one\n\ntwo"), sections.get(2));
    assertTrue(sections.stream().allMatch(section -> section.text().length() <= 300));
    assertEquals(1, Sections.of("# no heading here", false, "file", 300).size());
    assertEquals(List.of(), Sections.of("\n\n", true, "file", 300));
  }

  @Test
  void knowsWhatAQuestionAsksFor() {
    assertEquals(Attribute.DURATION, Attribute.of("How long does it take?"));
    assertEquals(Attribute.MONEY, Attribute.of("how much does it cost"));
    assertEquals(Attribute.NOW, Attribute.of("is the door open?"));
    assertFalse(Attribute.NOW.in("it is open now"));
    assertTrue(Attribute.PLACE.in("It hangs behind the door"));
    assertEquals(null, Attribute.of("alabaster"));
  }
}
