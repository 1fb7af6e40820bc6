package io.parley.coapentrance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.coapentrance.AnswerFile.Kept;
import io.parley.gateway.Asked;
import io.parley.message.Answer;
import io.parley.message.Question;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnswerFileTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000);

  @TempDir Path folder;

  private static Kept left(String handle, String text) {
    Asked asked =
        new Asked(
            Question.ofText(text),
            "boiler/3",
            "coap-sensor-7",
            "sensor-7",
            "coap:coap-sensor-7",
            handle,
            NOW,
            NOW.plusSeconds(30),
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    return new Kept(handle, asked, Formats.TEXT, null, 99_000);
  }

  private static Answer answer(Kept place, String text) {
    return FakeAnswering.answered(place.asked(), text);
  }

  /** The process dies without a word: the file is not closed. */
  @Test
  void whatIsKeptIsThereAfterTheProcessDied() throws Exception {
    Kept pending = left("aaaaaaaaaa", "hot?");
    Kept ended = left("bbbbbbbbbb", "cold?");
    AnswerFile dying = AnswerFile.open(folder);
    dying.left(pending);
    dying.left(ended);
    dying.left(left("cccccccccc", "gone?"));
    dying.ended("bbbbbbbbbb", answer(ended, "no"), 123_000);
    dying.gone("cccccccccc");
    try (AnswerFile next = AnswerFile.open(folder)) {
      assertEquals(
          List.of(pending, ended.ended(answer(ended, "no"), 123_000)), List.copyOf(next.kept()));
    }
    Path file = folder.resolve("coap-answers.jsonl");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void aLineThatIsCutOrWrongCostsThatLineOnly() throws Exception {
    Path file = folder.resolve("coap-answers.jsonl");
    try (AnswerFile first = AnswerFile.open(folder)) {
      first.left(left("aaaaaaaaaa", "hot?"));
    }
    Files.writeString(
        file,
        "[]\n{\"event\":\"ended\",\"handle\":\"aaaaaaaaaa\",\"until\":7}\n"
            + "{\"event\":\"left\",\"handle\":\"dddddddddd\"}\n\u0000{\"event\":\"lef",
        UTF_8,
        StandardOpenOption.APPEND);
    try (AnswerFile next = AnswerFile.open(folder)) {
      assertEquals(List.of(left("aaaaaaaaaa", "hot?")), List.copyOf(next.kept()));
    }
  }

  @Test
  void theFileStaysAsLargeAsWhatIsKept() throws Exception {
    try (AnswerFile file = AnswerFile.open(folder)) {
      for (int i = 0; i < 2_000; i++) {
        Kept place = left("handle" + i, "hot?".repeat(1_000));
        file.left(place);
        file.ended(place.handle(), answer(place, "no".repeat(1_000)), 99_000);
        file.gone(place.handle());
      }
      assertTrue(Files.size(folder.resolve("coap-answers.jsonl")) < 5 << 20);
    }
  }

  @Test
  void thereIsAMostThatIsKept() throws Exception {
    try (AnswerFile file = AnswerFile.open(folder, 1 << 20)) {
      int count = 0;
      while (!file.full() && count < 1_000) {
        file.left(left("handle" + count++, "hot? ".repeat(10_000)));
      }
      assertTrue(count > 15 && count < 30, "so many: " + count);
    }
  }

  /** Written where there was more memory. */
  @Test
  void noMoreThanMayBeKeptIsReadAndTheOldestAnswersGoFirst() throws Exception {
    Kept waiting = left("waiting", "hot? ".repeat(10_000));
    try (AnswerFile file = AnswerFile.open(folder)) {
      file.left(waiting);
      for (int i = 0; i < 40; i++) {
        Kept place = left("handle" + i, "hot? ".repeat(10_000));
        file.left(place);
        file.ended(place.handle(), answer(place, "no"), 99_000);
      }
    }
    try (AnswerFile next = AnswerFile.open(folder, 1 << 20)) {
      List<Kept> kept = List.copyOf(next.kept());
      assertTrue(kept.size() > 15 && kept.size() < 25, "so many: " + kept.size());
      assertEquals(waiting, kept.get(0));
      assertEquals("handle39", kept.get(kept.size() - 1).handle());
      assertTrue(Files.size(folder.resolve("coap-answers.jsonl")) < 1 << 20);
    }
  }

  @Test
  void aLineWithoutEndCostsThatLineOnly() throws Exception {
    try (AnswerFile first = AnswerFile.open(folder)) {
      first.left(left("aaaaaaaaaa", "hot?"));
    }
    Files.writeString(
        folder.resolve("coap-answers.jsonl"),
        "x".repeat(9 << 20),
        UTF_8,
        StandardOpenOption.APPEND);
    try (AnswerFile next = AnswerFile.open(folder)) {
      assertEquals(List.of(left("aaaaaaaaaa", "hot?")), List.copyOf(next.kept()));
    }
  }
}
