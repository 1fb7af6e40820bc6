package io.parley.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.codec.Format;
import io.parley.gateway.Asked;
import io.parley.gateway.Entrance;
import io.parley.knowledge.MovableClock;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Needs;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.message.Tier;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskLedgerTest {
  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00.123Z");
  @TempDir Path folder;
  private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

  @Test
  void tellsWhatAFormerProcessLeft() throws Exception {
    Asked first = asked("one");
    Asked second = asked("two");
    Asked third = asked("three");
    try (DiskLedger before = DiskLedger.open(folder, clock)) {
      before.taken(first);
      before.taken(second);
      before.taken(third);
      before.ended(first, answered());
      before.told(first);
      before.ended(second, answered());
    }
    try (DiskLedger after = DiskLedger.open(folder, clock)) {
      assertEquals(
          List.of(
              new Left(first, answered(), true),
              new Left(second, answered(), false),
              new Left(third, null, false)),
          after.left());
      after.told(after.left().get(1).asked());
      after.ended(after.left().get(2).asked(), answered());
      after.told(after.left().get(2).asked());
    }
    try (DiskLedger last = DiskLedger.open(folder, clock)) {
      assertTrue(last.left().stream().allMatch(Left::told));
      assertEquals(3, last.left().size());
    }
    // It may have been down for long, and what was not acknowledged comes again when it is back.
    clock = Clock.fixed(NOW.plusSeconds(600), ZoneOffset.UTC);
    try (DiskLedger later = DiskLedger.open(folder, clock)) {
      assertEquals(3, later.left().size());
    }
    try (DiskLedger later = DiskLedger.open(folder, clock)) {
      assertEquals(List.of(), later.left());
    }
  }

  @Test
  void keepsTheFormatThatTheAskerReadsAndForgetsWhatCannotComeAgain() throws Exception {
    Asked nameless = nameless();
    try (DiskLedger before = DiskLedger.open(folder, clock)) {
      before.taken(nameless);
    }
    try (DiskLedger after = DiskLedger.open(folder, clock)) {
      Asked left = after.left().get(0).asked();
      assertEquals(nameless, left);
      after.ended(left, answered());
      after.told(left);
    }
    try (DiskLedger last = DiskLedger.open(folder, clock)) {
      assertEquals(List.of(), last.left());
    }
  }

  @Test
  void losesNothingOfWhatManyThreadsTellAtOnce() throws Exception {
    List<Asked> all = new ArrayList<>();
    try (DiskLedger before = DiskLedger.open(folder, clock)) {
      for (int i = 0; i < 2_000; i++) {
        all.add(asked("q" + i));
      }
      CompletableFuture<?> telling =
          CompletableFuture.allOf(
              all.stream()
                  .map(
                      one ->
                          CompletableFuture.runAsync(() -> before.taken(one))
                              .thenRunAsync(() -> before.ended(one, answered()))
                              .thenRunAsync(() -> before.told(one)))
                  .toArray(CompletableFuture[]::new));
      telling.get(30, TimeUnit.SECONDS);

      // Not by closing it: the process may be killed now.
      Former former = new Former();
      try (InputStream in =
          new BufferedInputStream(Files.newInputStream(folder.resolve("questions.jsonl")))) {
        for (byte[] line = JournalLines.next(in); line != null; line = JournalLines.next(in)) {
          former.read(line);
        }
      }
      assertEquals(2_000, former.left(NOW).size());
      assertTrue(former.left(NOW).stream().allMatch(Left::told));
    }
  }

  @Test
  void writesTogetherWhatIsAcknowledgedTogether() throws Exception {
    Path file = folder.resolve("questions.jsonl");
    Asked one = asked("one");
    try (DiskLedger ledger = DiskLedger.open(folder, clock)) {
      ledger.taken(one);
      assertEquals(0, Files.size(file));
      ledger.flush();
      assertEquals(1, Files.readAllLines(file).size());
      ledger.taken(asked("two"));
      ledger.ended(one, answered());
      assertEquals(3, Files.readAllLines(file).size());
    }
  }

  /** Each byte in turn takes a value that it did not have. */
  @Test
  void keepsEveryIntactRecordWhereverAByteIsBroken() throws Exception {
    Path file = folder.resolve("questions.jsonl");
    try (DiskLedger before = DiskLedger.open(folder, clock)) {
      before.taken(asked("one"));
      before.taken(asked("two"));
      before.taken(asked("three"));
    }
    byte[] whole = Files.readAllBytes(file);
    int second = indexOf(whole, (byte) '\n', 0) + 1;
    int third = indexOf(whole, (byte) '\n', second) + 1;
    for (int i = second - 1; i < third; i++) {
      byte[] broken = whole.clone();
      broken[i] = i == second - 1 || i == third - 1 ? (byte) 0x4a : (byte) '\n';
      Former former = new Former();
      readAll(broken, former);

      List<String> ids =
          former.left(NOW).stream().map(left -> left.asked().question().id()).toList();
      boolean end = i == second - 1 || i == third - 1;
      assertEquals(end ? List.of("one", "two", "three") : List.of("one", "three"), ids, "" + i);
      assertTrue(former.brokenLines() > 0, "" + i);
      assertEquals(end, former.lostBytes() == 0, "" + i);
    }
  }

  @Test
  void aRecordInsideAnotherOnesBodyIsNoRecord() throws Exception {
    byte[] inside =
        "{\"event\":\"taken\",\"n\":1,\"question\":{\"protocol\":\"x\",\"body\":{\"event\":\"told\",\"n\":9}"
            .getBytes(UTF_8);
    assertEquals(-1, Line.start(inside, 1));
  }

  @Test
  void readsALineOfAnEarlierVersionByItsReplyKey() {
    Map<String, Object> line = AskedForm.write(nameless());
    line.remove("entrance");
    assertEquals(Entrance.MQTT, AskedForm.read(line).orElseThrow().entrance());
    line.put("replyKey", "coap:coap-kiln");
    assertEquals(Entrance.COAP, AskedForm.read(line).orElseThrow().entrance());
    line.put("replyKey", "http:http-op1");
    assertEquals(Entrance.HTTP, AskedForm.read(line).orElseThrow().entrance());
  }

  @Test
  void setsABrokenJournalAsideAsItWas() throws Exception {
    Path file = folder.resolve("questions.jsonl");
    try (DiskLedger before = DiskLedger.open(folder, clock)) {
      before.taken(asked("one"));
    }
    Files.writeString(file, "\u0000\u0000\u0000", StandardOpenOption.APPEND);
    byte[] broken = Files.readAllBytes(file);

    try (DiskLedger after = DiskLedger.open(folder, clock)) {
      assertEquals(1, after.left().size());
    }

    assertArrayEquals(broken, Files.readAllBytes(folder.resolve("questions.jsonl.broken")));
    assertEquals(1, Files.readAllLines(file).size());
  }

  private static int indexOf(byte[] bytes, byte wanted, int from) {
    int at = from;
    while (bytes[at] != wanted) {
      at++;
    }
    return at;
  }

  private static void readAll(byte[] bytes, Former former) throws Exception {
    InputStream in = new ByteArrayInputStream(bytes);
    for (byte[] line = JournalLines.next(in); line != null; line = JournalLines.next(in)) {
      former.read(line);
    }
  }

  @Test
  void bearsALineThatWasCutOff() throws Exception {
    DiskLedger before = DiskLedger.open(folder, clock);
    before.taken(asked("one"));
    before.close();
    Files.writeString(
        folder.resolve("questions.jsonl"),
        "{\"event\":\"taken\",\"n\":2,\"quest\n\u0000{]\n" + "x".repeat(9 << 20) + "\n",
        StandardOpenOption.APPEND);
    try (DiskLedger after = DiskLedger.open(folder, clock)) {
      assertEquals(1, after.left().size());
    }
  }

  @Test
  void keepsOpenQuestionsWhenItRewritesAGrownFile() throws Exception {
    try (DiskLedger ledger = DiskLedger.open(folder, clock)) {
      Asked open = asked("kept");
      ledger.taken(open);
      for (int i = 0; i < 8_000; i++) {
        Asked other = nameless();
        ledger.taken(other);
        ledger.ended(other, answered());
        ledger.told(other);
      }
      assertTrue(Files.size(folder.resolve("questions.jsonl")) < 5 << 20);
      try (DiskLedger after = DiskLedger.open(folder, clock)) {
        assertEquals(new Left(open, null, false), after.left().get(0));
      }
    }
  }

  @Test
  void forgetsTheOldestOfTooMuchThatWasTold() throws Exception {
    String long60 = "x".repeat(60_000);
    try (DiskLedger before = DiskLedger.open(folder, clock)) {
      for (int i = 0; i < 100; i++) {
        Question question = Question.ofText(long60).withId("q" + i);
        Asked one = new Asked(question, "", "c1", "p1", "r", "", NOW, NOW.plusSeconds(60), null);
        before.taken(one);
        before.ended(one, answered());
        before.told(one);
      }
    }
    try (DiskLedger after = DiskLedger.open(folder, clock)) {
      assertEquals(69, after.left().size());
      assertEquals("q31", after.left().get(0).asked().question().id());
    }
  }

  @Test
  void writesDownWhatItCouldNotOnceItCan() throws Exception {
    MovableClock moving = new MovableClock();
    clock = moving;
    Path inTheWay = folder.resolve("questions.jsonl.new");
    try (DiskLedger ledger = DiskLedger.open(folder, clock)) {
      Files.createDirectory(inTheWay);
      Asked first = asked("first", moving.instant());
      ledger.taken(first);
      for (int i = 0; Files.size(folder.resolve("questions.jsonl")) <= 4 << 20; i++) {
        ledger.taken(asked("grows" + i, moving.instant()));
        ledger.flush();
      }
      Asked missed = asked("missed", moving.instant());
      ledger.taken(missed);
      ledger.flush();
      Files.delete(inTheWay);
      moving.forward(Duration.ofSeconds(2));
      ledger.ended(first, answered());
      try (DiskLedger after = DiskLedger.open(folder, clock)) {
        assertEquals(new Left(first, answered(), false), after.left().get(0));
        assertEquals(missed, after.left().get(after.left().size() - 1).asked());
      }
    }
  }

  @Test
  void takesTheLargestPayloadThatASettingAllows() throws Exception {
    Question large = Question.ofText("\u0001".repeat(1 << 20));
    Asked asked = new Asked(large, "", "c1", "p1", "r", "", NOW, NOW.plusSeconds(5), null);
    try (DiskLedger before = DiskLedger.open(folder, clock)) {
      before.taken(asked);
    }
    try (DiskLedger after = DiskLedger.open(folder, clock)) {
      assertEquals(List.of(new Left(asked, null, false)), after.left());
    }
  }

  @Test
  void keepsTheUnansweredForTheOperator() throws Exception {
    try (DiskLedger ledger = DiskLedger.open(folder, clock)) {
      Asked asked = asked("one");
      ledger.taken(asked);
      ledger.ended(
          asked, answered().change().ended(Status.UNSURE, "no-answer", "nothing fits").build());
      assertEquals("one", ledger.unanswered().get(0).question().id());
    }
  }

  /** It cannot be told from a new one when it comes again. */
  private static Asked nameless() {
    return new Asked(
        Question.ofText("Is boiler 3 too hot?"),
        "",
        "c1",
        "p1",
        Entrance.HTTP,
        "reply/c1",
        "",
        NOW,
        NOW.plusSeconds(5),
        null,
        Format.MSGPACK);
  }

  private static Asked asked(String id) {
    return asked(id, NOW);
  }

  private static Asked asked(String id, Instant at) {
    Question question =
        Question.ofText("Is boiler 3 too hot?")
            .withId(id)
            .withNeeds(new Needs(0.5, 3, 5000L, false, true));
    return new Asked(
        question, "boiler/3", "c1", "p1", "reply/c1", "00ff", at, at.plusSeconds(5), null);
  }

  private static Answer answered() {
    return Answer.by(new By("gw", Tier.GATEWAY, null, null, null))
        .answered(Route.MODEL, "yes")
        .build();
  }
}
