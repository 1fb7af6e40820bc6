package io.parley.ladder;

import static io.parley.ladder.LadderRig.settle;
import static io.parley.ladder.LadderRig.words;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words of a routine. */
final class SayingsTest {
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
  void theUnitOfTheNextFactIsSaidThoughTheFirstHadNone() throws Exception {
    for (int i = 1; i < 4; i++) {
      rig.plant.see("press " + i, "pressure", new BigDecimal(i + ".1"), null);
    }
    rig.plant.see("tank", "pressure", new BigDecimal("3.3"), "bar");
    rig.plant.see("oven", "temperature", 68, "°F");
    Ladder ladder = rig.ladder("a");
    for (int i = 1; i < 3; i++) {
      rig.plant.talk(
          ladder,
          "what is the pressure of press " + i,
          "press %d pressure: %d.1".formatted(i, i),
          "press %d pressure".formatted(i));
    }
    settle(ladder);
    assertEquals("tank pressure: 3.3 bar", words(ladder, "what is the pressure of tank").text());
    assertEquals(
        "oven temperature: 68 °F", words(ladder, "what is the temperature of oven").text());
    assertEquals("press 3 pressure: 3.1", words(ladder, "what is the pressure of press 3").text());
  }

  @Test
  void aUnitThatOnlyTheAnswerHasIsNotSaidOfOthers() throws Exception {
    rig.plant.see("kiln 1", "temperature", 900, null);
    rig.plant.see("kiln 2", "temperature", 1652, "°F");
    Ladder ladder = rig.ladder("a");
    for (int i = 0; i < 2; i++) {
      rig.plant.talk(ladder, "how hot is kiln 1", "It is 900 °C at kiln 1.", "kiln 1 temperature");
    }
    settle(ladder);
    assertEquals("kiln 2 temperature: 1652 °F", words(ladder, "how hot is kiln 2").text());
  }

  @Test
  void textsAreSaidInTheWordsOfNumbers() throws Exception {
    rig.plant.see("pump 1", "mode", "eco", null);
    rig.plant.see("pump 2", "mode", 3, "rpm");
    Ladder ladder = rig.ladder("a");
    for (int i = 0; i < 2; i++) {
      rig.plant.talk(ladder, "mode for pump 2?", "pump 2 mode: 3 rpm", "pump 2 mode");
    }
    settle(ladder);
    assertEquals("pump 1 mode: eco", words(ladder, "mode for pump 1").text());
  }
}
