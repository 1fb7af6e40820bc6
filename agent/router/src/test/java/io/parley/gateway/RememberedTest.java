package io.parley.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.codec.Format;
import io.parley.gateway.Remembered.Met;
import io.parley.knowledge.MovableClock;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Needs;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.message.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class RememberedTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final long MOST = 100_000;

  private final MovableClock clock = new MovableClock();
  private final Remembered remembered = new Remembered(MOST, clock);

  private Met put(int number, CompletableFuture<Answer> answer) {
    return meet(asked("q" + number, "hot?", "p1", Entrance.MQTT, "c1"), answer);
  }

  private Met meet(Asked asked, CompletableFuture<Answer> answer) {
    return remembered.meet(asked.key().orElseThrow(), asked, answer);
  }

  private Asked asked(String id, String text, String principal, Entrance entrance, String client) {
    Instant now = clock.instant();
    return new Asked(
        Question.ofText(text).withId(id),
        "",
        client,
        principal,
        entrance,
        "replies",
        "",
        now,
        now.plusSeconds(30),
        null,
        Format.JSON);
  }

  private static CompletableFuture<Answer> said(String text) {
    By by = new By("gw", Tier.GATEWAY, null, null, null);
    return CompletableFuture.completedFuture(
        Answer.by(by).answered(Route.MODEL, text).confidence(1.0).build());
  }

  @Test
  void longAnswersAreForgottenOldestFirst() {
    CompletableFuture<Answer> underWay = new CompletableFuture<>();
    assertInstanceOf(Met.New.class, put(0, underWay));
    int most = (int) (MOST / 10_000);
    for (int i = 1; i <= 10 * most; i++) {
      assertInstanceOf(Met.New.class, put(i, said("x".repeat(10_000))));
    }

    Met.Known first = assertInstanceOf(Met.Known.class, put(0, said("again")));
    assertSame(underWay, first.answer(), "what is under way stays");
    assertInstanceOf(Met.Known.class, put(10 * most, said("again")), "the last is known");
    int known = 0;
    for (int i = 1; i <= 10 * most; i++) {
      known += put(i, new CompletableFuture<>()) instanceof Met.New ? 0 : 1;
    }
    assertTrue(known > 0 && known <= most, known + " are known");
  }

  @Test
  void anAnswerThatCannotBeWrittenIsForgottenAtOnce() {
    By by = new By("gw", Tier.GATEWAY, null, null, null);
    Answer broken =
        Answer.by(by).answered(Route.ROUTINE, "x").confidence(1.0).data(new Object()).build();

    assertInstanceOf(Met.New.class, put(1, CompletableFuture.completedFuture(broken)));
    assertInstanceOf(Met.New.class, put(1, said("again")), "it is taken as new");
  }

  @Test
  void whatIsOverMakesRoom() {
    for (int i = 0; i < 4; i++) {
      assertInstanceOf(Met.New.class, put(i, said("x".repeat(10_000))));
    }
    remembered.sweep(NOW.plusSeconds(90).plusMillis(1));
    for (int i = 0; i < 4; i++) {
      assertInstanceOf(Met.New.class, put(i, said("x".repeat(10_000))));
    }
    for (int i = 0; i < 4; i++) {
      assertInstanceOf(Met.Known.class, put(i, said("again")));
    }
  }

  @Test
  void theAnswerIsToldAgainUntilSixtySecondsAfterIt() {
    put(1, said("yes"));

    clock.forward(Duration.ofMillis(59_999));
    Met.Answered again = assertInstanceOf(Met.Answered.class, put(1, said("no")));
    assertEquals("yes", again.answer().join().text());
    clock.forward(Duration.ofMillis(1));
    assertInstanceOf(Met.New.class, put(1, said("no")));
  }

  @Test
  void whatTheBrokerDeliversTwiceIsToldOnce() {
    Asked one = asked("q1", "hot?", "p1", Entrance.MQTT, "c1");
    meet(one, said("yes"));
    clock.forward(Duration.ofSeconds(80));

    assertInstanceOf(Met.Known.class, meet(one, said("no")));
  }

  @Test
  void whereNobodySaysWhenItWasTakenAFormerProcesssAnswerIsNotToldAgain() {
    Asked told = asked("q1", "hot?", "", Entrance.MQTT, "");
    remembered.recall(told.key().orElseThrow(), told, said("yes").join());
    clock.forward(Duration.ofSeconds(5));

    assertInstanceOf(Met.Known.class, meet(asked("q1", "hot?", "", Entrance.MQTT, ""), said("no")));
  }

  @Test
  void anotherPayloadIsRefusedWhileTheFirstIsUnderWayAndNewAfterwards() {
    CompletableFuture<Answer> underWay = new CompletableFuture<>();
    put(1, underWay);
    Asked other = asked("q1", "cold?", "p1", Entrance.MQTT, "c1");

    assertInstanceOf(Met.InUse.class, meet(other, said("no")));
    underWay.complete(said("yes").join());
    assertInstanceOf(Met.New.class, meet(other, said("no")));
    clock.forward(Duration.ofSeconds(1));
    assertInstanceOf(Met.New.class, put(1, said("yes")), "the first is the other one now");
  }

  @Test
  void whoHasLessTimeLeftAsksTheSame() {
    Asked first = asked("q1", "hot?", "p1", Entrance.MQTT, "c1");
    meet(first, new CompletableFuture<>());
    Needs soon = new Needs(null, 5, 1_000L, false, false);
    Needs sure = new Needs(0.9, 5, 1_000L, false, false);

    assertInstanceOf(Met.Known.class, meet(needing(first, soon), said("x")));
    assertInstanceOf(Met.InUse.class, meet(needing(first, sure), said("x")));
  }

  private static Asked needing(Asked asked, Needs needs) {
    return new Asked(
        asked.question().withNeeds(needs),
        asked.subject(),
        asked.client(),
        asked.principal(),
        asked.replyKey(),
        asked.correlation(),
        asked.received(),
        asked.expires(),
        null);
  }

  @Test
  void nobodyMeetsTheQuestionOfAnotherPrincipalOrEntrance() {
    put(1, said("yes"));
    clock.forward(Duration.ofSeconds(1));

    for (Asked other :
        List.of(
            asked("q1", "hot?", "p2", Entrance.MQTT, "c1"),
            asked("q1", "hot?", "p1", Entrance.HTTP, "c1"),
            asked("q1", "hot?", "p1", Entrance.COAP, "c1"))) {
      assertInstanceOf(Met.New.class, meet(other, said("no")));
    }
  }

  @Test
  void oneNameUsedAgainAndAgainTakesNoRoom() {
    for (int i = 0; i < 100; i++) {
      assertInstanceOf(
          Met.New.class,
          meet(asked("q1", "hot? " + i, "p1", Entrance.MQTT, "c1"), said("x".repeat(10_000))));
    }
    put(2, said("yes"));
    clock.forward(Duration.ofSeconds(1));
    assertInstanceOf(Met.Answered.class, put(2, said("no")));
    assertInstanceOf(
        Met.Answered.class, meet(asked("q1", "hot? 99", "p1", Entrance.MQTT, "c1"), said("no")));
  }
}
