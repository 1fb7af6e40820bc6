package io.parley.ladder;

import static io.parley.ladder.LadderRig.attempt;
import static io.parley.ladder.LadderRig.settle;
import static io.parley.ladder.LadderRig.words;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.gateway.Attempt;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions over several places together. */
final class GroupInductionTest {
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
  void learnsWhichOfThemHasTheMost() throws Exception {
    Ladder ladder = rig.ladder("a");
    rig.plant.talk(
        ladder,
        "Which boiler has the highest temperature?",
        "boiler 3, with 81.5 °C",
        "boiler 3 temperature");
    rig.plant.talk(
        ladder, "Which boiler has the highest pressure?", "boiler 3", "boiler 3 pressure");
    settle(ladder);
    rig.plant.see("boiler 2", "pressure", 4, "bar");
    Attempt.Found found = words(ladder, "which boiler has the highest pressure");
    assertEquals("boiler 2, pressure: 4 bar", found.text());
    assertEquals(List.of(rig.plant.fact("boiler 2 pressure").evidence()), found.evidence());
    rig.plant.see("boiler 3", "pressure", 4, "bar");
    assertEquals(Attempt.NOTHING, attempt(ladder, "which boiler has the highest pressure"));
  }

  @Test
  void learnsWhichOfThemHasTheLeastByWhatTheAnswersSay() throws Exception {
    Ladder ladder = rig.ladder("a");
    for (int i = 0; i < 2; i++) {
      rig.plant.talk(ladder, "which boiler is the coldest", "boiler 2", "boiler 2 temperature");
    }
    settle(ladder);
    rig.plant.see("boiler 3", "temperature", 20, "°C");
    assertEquals(
        "boiler 3, temperature: 20 °C", words(ladder, "which boiler is the coldest").text());
  }

  @Test
  void countsThemByANumberOfTheQuestion() throws Exception {
    Ladder ladder = rig.ladder("a");
    String question = "how many boilers have a temperature above ";
    rig.plant.talk(ladder, question + "75", "1 boiler", "boiler 3 temperature");
    rig.plant.talk(ladder, question + "75", "One: 1", "boiler 3 temperature");
    settle(ladder);
    assertEquals(List.of(), ladder.protocols());
    rig.plant.talk(ladder, question + "60", "2 of them", "boiler 3 temperature");
    settle(ladder);
    rig.plant.see("boiler 5", "temperature", 90, "°C");
    assertEquals(Map.of("count", 3L), words(ladder, question + "70").data());
    assertEquals("0", words(ladder, question + "99").text());
  }

  @Test
  void countsThemByTheirState() throws Exception {
    rig.plant.see("hall 2 door", "state", "closed", null);
    Ladder ladder = rig.ladder("a");
    rig.plant.talk(ladder, "How many doors are open?", "1", "hall 1 door state");
    rig.plant.see("hall 2 door", "state", "open", null);
    rig.plant.talk(ladder, "How many doors are open?", "2 doors", "hall 1 door state");
    settle(ladder);
    rig.plant.see("hall 3 door", "state", "open", null);
    rig.plant.see("hall 4 door", "state", "closed", null);
    assertEquals("3", words(ladder, "how many doors are open").text());
  }

  @Test
  void doesNotAnswerWhereSomeMayBeLeftOut() throws Exception {
    Ladder ladder = rig.ladder("a");
    for (int i = 0; i < 2; i++) {
      rig.plant.talk(ladder, "which boiler is the coldest", "boiler 2", "boiler 2 temperature");
    }
    settle(ladder);
    for (int i = 10; i < 50; i++) {
      rig.plant.see("boiler " + i, "temperature", i, "°C");
    }
    assertEquals(Attempt.NOTHING, attempt(ladder, "which boiler is the coldest"));
  }
}
