package io.parley.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.gateway.Asked;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Needs;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.message.Tier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskLedgerTest {
  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00.123Z");
  @TempDir Path folder;

  @Test
  void tellsWhatAFormerProcessLeftOpen() throws Exception {
    Asked first = asked("one");
    Asked second = asked("two");
    DiskLedger before = DiskLedger.open(folder);
    before.taken(first);
    before.taken(second);
    before.ended(first, answered());
    DiskLedger after = DiskLedger.open(folder);
    assertEquals(List.of(second), after.left());
    try (DiskLedger evenLater = DiskLedger.open(folder)) {
      assertEquals(List.of(second), evenLater.left());
      evenLater.ended(evenLater.left().get(0), answered());
    }
    try (DiskLedger last = DiskLedger.open(folder)) {
      assertEquals(List.of(), last.left());
    }
    before.close();
    after.close();
  }

  @Test
  void bearsALineThatWasCutOff() throws Exception {
    DiskLedger before = DiskLedger.open(folder);
    before.taken(asked("one"));
    before.close();
    Files.writeString(
        folder.resolve("questions.jsonl"),
        "{\"event\":\"taken\",\"n\":2,\"quest",
        StandardOpenOption.APPEND);
    try (DiskLedger after = DiskLedger.open(folder)) {
      assertEquals(1, after.left().size());
    }
  }

  @Test
  void keepsOpenQuestionsWhenItRewritesAGrownFile() throws Exception {
    try (DiskLedger ledger = DiskLedger.open(folder)) {
      Asked open = asked("kept");
      ledger.taken(open);
      for (int i = 0; i < 20_000; i++) {
        Asked other = asked("other");
        ledger.taken(other);
        ledger.ended(other, answered());
      }
      assertTrue(Files.size(folder.resolve("questions.jsonl")) < 5 << 20);
      try (DiskLedger after = DiskLedger.open(folder)) {
        assertEquals(List.of(open), after.left());
      }
    }
  }

  @Test
  void keepsTheUnansweredForTheOperator() throws Exception {
    try (DiskLedger ledger = DiskLedger.open(folder)) {
      Asked asked = asked("one");
      ledger.taken(asked);
      ledger.ended(
          asked, answered().change().ended(Status.UNSURE, "no-answer", "nothing fits").build());
      assertEquals("one", ledger.unanswered().get(0).question().id());
    }
  }

  private static Asked asked(String id) {
    Question question =
        Question.ofText("Is boiler 3 too hot?")
            .withId(id)
            .withNeeds(new Needs(0.5, 3, 5000L, false, true));
    return new Asked(
        question, "boiler/3", "c1", "p1", "reply/c1", "00ff", NOW, NOW.plusSeconds(5), null);
  }

  private static Answer answered() {
    return Answer.by(new By("gw", Tier.GATEWAY, null, null, null))
        .answered(Route.MODEL, "yes")
        .build();
  }
}
