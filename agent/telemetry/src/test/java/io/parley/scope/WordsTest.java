package io.parley.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WordsTest {
  @Test
  void lettersDigitsAndIdeographsAreWordsOfTheirOwn() {
    assertEquals(List.of("oven", "3", "zone", "12"), Words.of("Oven-3_zone12"));
    assertEquals(List.of("küche", "co", "2"), Words.of("KÜCHE CO2"));
    assertEquals(List.of("客", "厅", "灯"), Words.of("客厅灯"));
    assertEquals(List.of(), Words.of(" °/ "));
  }

  @Test
  void wordsStandOneAfterTheOther() {
    List<String> name = Words.of("oven 1 zone 3");
    assertTrue(Words.contains(name, List.of("zone", "3")));
    assertFalse(Words.contains(name, List.of("oven", "3")));
    assertFalse(Words.contains(name, List.of()));
    assertFalse(Words.contains(Words.of("oven 31"), List.of("oven", "3")));
  }

  @Test
  void aNumberJoinsTheEntryBeforeIt() {
    assertEquals(List.of("oven 3", "left"), Words.joined(List.of("oven", "3", "left")));
    assertEquals(List.of("3", "oven"), Words.joined(List.of("3", "oven")));
  }
}
