package io.parley.ladder;

import static io.parley.ladder.LadderRig.settle;
import static io.parley.ladder.LadderRig.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What coincides with an answer is not taken for its meaning. */
final class CoincidenceTest {
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

  /** What the fact says now happens to be what the answer says. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "what was the highest temperature of boiler 3 in the last hour",
        "what was the temperature of boiler 3 within the last 10 minutes",
        "boiler 3 peak temperature",
        "coldest temperature of boiler 3",
        "what is the typical temperature of boiler 3",
        "median temperature of boiler 3",
        "temperature of boiler 3 on monday",
        "temperature of boiler 3 at 14:30",
        "temperature of boiler 3 on 2026-11-20",
        "what was the temperature of boiler 3 before the weekend",
        "how many degrees does boiler 3 have",
        "sum of the temperature of boiler 3",
        "the most that boiler 3 temperature had",
        "temperature of boiler 3 per shift",
        "temperature of boiler 3 last tuesday",
        "temperature of boiler 3 since breakfast",
        "temperature of boiler 3 this morning",
        "temperature of boiler 3 ten minutes ago"
      })
  void learnsNothingFromATimeAnExtremeOrAFigureOverSeveral(String question) throws Exception {
    assertEquals(List.of(), learntFrom(question, "81.5 °C", "boiler 3 temperature"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "what is the latest temperature of boiler 3",
        "what is the last value of boiler 3 temperature",
        "what was the temperature of boiler 3 when last measured"
      })
  void theseAskForTheValueOfNow(String question) throws Exception {
    assertEquals(1, learntFrom(question, "81.5 °C", "boiler 3 temperature").size());
  }

  @Test
  void learnsNoComparisonWithThePast() throws Exception {
    Ladder ladder = rig.ladder("a");
    for (String past :
        List.of("has boiler 3 temperature been above ", "was boiler 3 temperature above ")) {
      rig.plant.talk(ladder, past + "85", "Yes, it has.", "boiler 3 temperature");
      rig.plant.talk(ladder, past + "90", "No.", "boiler 3 temperature");
    }
    settle(ladder);
    assertEquals(List.of(), ladder.protocols());
  }

  @Test
  void wordsThatCodeCannotReadMayAskForAnyOfTheFiguresThatCoincide() throws Exception {
    rig.plant.see("kessel 4", "temperatur", 75.25, "°C");
    String question = "wie warm war es im mittel bei kessel 4";
    assertEquals(List.of(), learntFrom(question, "75.25 °C", "kessel 4 temperatur"));
  }

  @Test
  void wordsThatCodeCannotReadAreLearntOnceTheValueIsTheOnlyOneThatFits() throws Exception {
    rig.plant.see("kessel 4", "temperatur", 71, "°C");
    String question = "wie warm ist kessel 4";
    assertEquals(1, learntFrom(question, "71 °C", "kessel 4 temperatur").size());
  }

  @Test
  void aValueAtItsLimitIsNotTakenForTheLimitNorTheOtherWayRound() throws Exception {
    rig.plant.see("boiler 3", "temperature", 80, "°C");
    Ladder ladder = rig.ladder("a");
    String question = "what is the limit of boiler %d temperature";
    rig.plant.talk(ladder, question.formatted(3), "80 °C", "boiler 3 temperature");
    rig.plant.talk(ladder, question.formatted(3), "80 °C", "boiler 3 temperature");
    settle(ladder);
    assertEquals(List.of(), ladder.protocols());
    rig.plant.talk(ladder, question.formatted(2), "80 °C", "boiler 2 temperature");
    settle(ladder);
    assertEquals("boiler 2 temperature: 80 °C", words(ladder, question.formatted(2)).text());
  }

  @Test
  void aNegatedComparisonIsLearntOnlyFromItsEdge() throws Exception {
    Ladder ladder = rig.ladder("a");
    String question = "is boiler 2 temperature not above ";
    rig.plant.talk(ladder, question + "75", "yes", "boiler 2 temperature");
    rig.plant.talk(ladder, question + "65", "no", "boiler 2 temperature");
    settle(ladder);
    assertEquals(List.of(), ladder.protocols());
    rig.plant.talk(ladder, question + "71", "yes", "boiler 2 temperature");
    settle(ladder);
    String said = words(ladder, "is boiler 3 temperature not above 81.5").text();
    assertTrue(String.valueOf(said).startsWith("yes"), said);
  }

  private List<ShelfEntry> learntFrom(String question, String answer, String fact)
      throws Exception {
    Ladder ladder = rig.ladder("a");
    rig.plant.talk(ladder, question, answer, fact);
    rig.plant.talk(ladder, question, answer, fact);
    settle(ladder);
    return ladder.protocols();
  }
}
