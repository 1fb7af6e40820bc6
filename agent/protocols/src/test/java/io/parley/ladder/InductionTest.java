package io.parley.ladder;

import static io.parley.ladder.LadderRig.attempt;
import static io.parley.ladder.LadderRig.settle;
import static io.parley.ladder.LadderRig.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.gateway.Attempt;
import io.parley.message.Needs;
import io.parley.message.Question;
import io.parley.message.Route;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InductionTest {
  @TempDir Path folder;
  private LadderRig rig;

  @BeforeEach
  void open() {
    rig = new LadderRig(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void theSecondQuestionOfAKindBecomesAProtocol() throws Exception {
    Ladder ladder = rig.ladder("a");
    rig.plant.talk(
        ladder,
        "What is the temperature of boiler 3?",
        "boiler 3 temperature: 81.5 °C",
        "boiler 3 temperature");
    settle(ladder);
    assertEquals(List.of(), ladder.protocols());
    rig.plant.talk(
        ladder,
        "what is the pressure of boiler 2",
        "boiler 2 pressure: 2.4 bar",
        "boiler 2 pressure");
    settle(ladder);
    assertEquals(1, ladder.protocols().size());

    Attempt.Found found = words(ladder, "What is the temperature of Boiler 2?");
    assertEquals(Route.ROUTINE, found.route());
    assertEquals("boiler 2 temperature: 71.0 °C", found.text());
    assertEquals(1.0, found.confidence());
    assertEquals(ladder.protocols().get(0).cid().text(), found.source().protocol());
    assertEquals(List.of(rig.plant.fact("boiler 2 temperature").evidence()), found.evidence());
  }

  @Test
  void theSameQuestionTwiceIsEnough() throws Exception {
    Ladder ladder = rig.ladder("a");
    rig.adoptTemperature(ladder);
    assertInstanceOf(Attempt.Found.class, attempt(ladder, "how hot is boiler 2"));
  }

  @Test
  void manyExchangesAtOnceMakeOneProtocol() throws Exception {
    Ladder ladder = rig.ladder("a");
    for (int i = 0; i < 40; i++) {
      rig.plant.talk(
          ladder, "How hot is boiler 3?", "It is 81.5 °C at boiler 3.", "boiler 3 temperature");
    }
    settle(ladder);
    assertEquals(1, ladder.protocols().size());
  }

  @Test
  void readsWhatIsKnownNowAndNotWhatWasLearnt() throws Exception {
    Ladder ladder = rig.ladder("a");
    rig.adoptTemperature(ladder);
    rig.plant.see("boiler 3", "temperature", new BigDecimal("90.25"), "°C");
    assertEquals("It is 90.25 °C at boiler 3.", words(ladder, "How hot is boiler 3?").text());
  }

  @Test
  void aSlotThatNamesNothingKnownFallsThrough() throws Exception {
    Ladder ladder = rig.ladder("a");
    rig.adoptTemperature(ladder);
    assertEquals(Attempt.NOTHING, attempt(ladder, "how hot is boiler 9"));
    assertEquals(Attempt.NOTHING, attempt(ladder, "how hot is hall 1 door"));
    assertEquals(Attempt.NOTHING, attempt(ladder, "how hot is"));
    assertEquals(Attempt.NOTHING, attempt(ladder, "how hot is it"));
  }

  @Test
  void theSubjectNamesThePlaceWhereTheWordsDoNot() throws Exception {
    Ladder ladder = rig.ladder("a");
    for (int i = 0; i < 2; i++) {
      rig.plant.talk(
          ladder,
          Plant.asked(Question.ofText("how hot is it"), "boiler/3", "dash"),
          "81.5 °C",
          "boiler 3 temperature");
    }
    settle(ladder);
    Attempt there =
        ladder.attempt(
            Plant.asked(Question.ofText("How hot is it?"), "boiler/2", "dash"), List.of());
    assertEquals("71.0 °C", assertInstanceOf(Attempt.Found.class, there).text());
    assertEquals(Attempt.NOTHING, attempt(ladder, "How hot is it?"));
  }

  @Test
  void learnsATestOnlyFromBothOfItsOutcomes() throws Exception {
    Ladder ladder = rig.ladder("a");
    rig.plant.talk(ladder, "is boiler 2 too hot", "no", "boiler 2 temperature");
    rig.plant.talk(ladder, "is boiler 2 too hot", "no", "boiler 2 temperature");
    settle(ladder);
    assertEquals(List.of(), ladder.protocols());
    rig.plant.talk(
        ladder, "is boiler 3 too hot", "Yes, it is above its limit.", "boiler 3 temperature");
    settle(ladder);
    assertEquals(1, ladder.protocols().size());
    rig.plant.see("boiler 2", "temperature", 99, "°C");
    Attempt.Found found = words(ladder, "Is boiler 2 too hot?");
    assertTrue(String.valueOf(found.text()).startsWith("yes"), found.text());
  }

  @Test
  void learnsAComparisonWithANumberOfTheQuestion() throws Exception {
    Ladder ladder = rig.ladder("a");
    rig.plant.talk(ladder, "is boiler 2 temperature above 70", "yes", "boiler 2 temperature");
    rig.plant.talk(ladder, "is boiler 2 temperature above 75", "no", "boiler 2 temperature");
    settle(ladder);
    assertTrue(
        String.valueOf(words(ladder, "is boiler 3 temperature above 81.4").text())
            .startsWith("yes"));
    assertTrue(
        String.valueOf(words(ladder, "is boiler 3 temperature above 82").text()).startsWith("no"));
  }

  @Test
  void learnsNothingFromAnswersThatTheFactsDoNotBearOut() throws Exception {
    Ladder ladder = rig.ladder("a");
    rig.plant.talk(ladder, "how hot is boiler 3", "about 50 °C", "boiler 3 temperature");
    rig.plant.talk(ladder, "how hot is boiler 3", "about 60 °C", "boiler 3 temperature");
    settle(ladder);
    assertEquals(List.of(), ladder.protocols());
  }

  @Test
  void takesTheLastWordOfANameForAnUnknownQuantity() throws Exception {
    rig.plant.see("mixer 4", "wobble", 17, null);
    rig.plant.see("mixer 5", "wobble", 18, null);
    rig.plant.forgetQuantities();
    Ladder ladder = rig.ladder("a");
    rig.plant.talk(ladder, "wobble at mixer 4", "17", "mixer 4 wobble");
    rig.plant.talk(ladder, "wobble at mixer 4", "17", "mixer 4 wobble");
    settle(ladder);
    assertEquals(
        Map.of("place", "mixer 5", "quantity", "wobble", "value", 18),
        words(ladder, "wobble at mixer 5").data());
  }

  @Test
  void aComparisonMayHoldAtItsLimit() throws Exception {
    Ladder ladder = rig.ladder("a");
    rig.plant.talk(ladder, "is boiler 2 temperature at least 71", "yes", "boiler 2 temperature");
    rig.plant.talk(ladder, "is boiler 2 temperature at least 75", "no", "boiler 2 temperature");
    settle(ladder);
    assertSays("yes", words(ladder, "is boiler 3 temperature at least 81.5"));
    assertSays("no", words(ladder, "is boiler 3 temperature at least 81.6"));
  }

  @Test
  void aComparisonWithWhatIsUnknownIsNoAnswer() throws Exception {
    rig.plant.see("boiler 5", "temperature", 60, "°C", null);
    Ladder ladder = rig.ladder("a");
    rig.plant.talk(ladder, "is boiler 2 too hot", "no", "boiler 2 temperature");
    rig.plant.talk(ladder, "is boiler 3 too hot", "yes", "boiler 3 temperature");
    settle(ladder);
    assertSays("yes", words(ladder, "is boiler 3 too hot"));
    for (int i = 0; i < 5; i++) {
      assertEquals(Attempt.NOTHING, attempt(ladder, "is boiler 5 too hot"));
    }
    assertSays("no", words(ladder, "is boiler 2 too hot"));
  }

  @Test
  void learnsWhenSomethingLastChanged() throws Exception {
    Ladder ladder = rig.ladder("a");
    for (int i = 0; i < 2; i++) {
      rig.plant.talk(
          ladder,
          "when did the hall 1 door last change",
          "at 2026-11-21T08:00:00Z",
          "hall 1 door state");
    }
    settle(ladder);
    rig.plant.see("hall 2 door", "state", "closed", null);
    assertEquals(
        "hall 2 door state: 2026-11-21T08:00:00Z",
        words(ladder, "when did the hall 2 door last change").text());
  }

  @Test
  void theSubjectNamesThePlaceAndTheWordsTheQuantity() throws Exception {
    Ladder ladder = rig.ladder("a");
    String question = "what is the ";
    rig.plant.talk(
        ladder,
        Plant.asked(Question.ofText(question + "temperature"), "boiler/3", "dash"),
        "81.5 °C",
        "boiler 3 temperature");
    rig.plant.talk(
        ladder,
        Plant.asked(Question.ofText(question + "pressure"), "boiler/2", "dash"),
        "2.4 bar",
        "boiler 2 pressure");
    settle(ladder);
    Attempt there =
        ladder.attempt(
            Plant.asked(Question.ofText("What is the pressure?"), "boiler/3", "dash"), List.of());
    assertEquals(
        new BigDecimal("3.1"),
        ((Map<?, ?>) assertInstanceOf(Attempt.Found.class, there).data()).get("value"));
  }

  @Test
  void learnsNothingFromWhatMustNotLeaveTheNode() throws Exception {
    Ladder ladder = rig.ladder("a");
    Question local =
        Question.ofText("How hot is boiler 3?").withNeeds(new Needs(null, 5, null, true, false));
    for (int i = 0; i < 3; i++) {
      rig.plant.talk(
          ladder, Plant.asked(local), "It is 81.5 °C at boiler 3.", "boiler 3 temperature");
    }
    settle(ladder);
    assertEquals(List.of(), ladder.protocols());
  }

  private static void assertSays(String yesOrNo, Attempt.Found found) {
    assertTrue(String.valueOf(found.text()).startsWith(yesOrNo), found.text());
  }
}
