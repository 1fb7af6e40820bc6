package io.parley.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PhraseTest {
  private static final Phrase PHRASE = new Phrase("what is the {quantity} of {place}");

  @Test
  void turnsAQuestionIntoItsSlots() {
    assertEquals(
        List.of(Map.of("quantity", "temperature", "place", "boiler 3")),
        PHRASE.matches("What is the temperature of Boiler 3?"));
  }

  @Test
  void givesEveryReadingWhereThereAreSeveral() {
    assertEquals(
        List.of(
            Map.of("quantity", "level", "place", "tank of oil"),
            Map.of("quantity", "level of tank", "place", "oil")),
        PHRASE.matches("what is the level of tank of oil"));
  }

  @Test
  void doesNotMatchOtherWordsOrAnEmptySlot() {
    assertEquals(List.of(), PHRASE.matches("what was the temperature of boiler 3"));
    assertEquals(List.of(), PHRASE.matches("what is the temperature of ?"));
  }

  @Test
  void keepsSignAndPointOfNumbers() {
    assertEquals(
        List.of(Map.of("limit", "-2.5")),
        new Phrase("below {limit} outside").matches("below -2.5 outside?"));
  }

  @Test
  void keepsTheNamesOfSlotsAsTheyAreWritten() {
    assertEquals(
        List.of(Map.of("startDate", "monday")),
        new Phrase("From {startDate}?").matches("from Monday"));
  }

  @Test
  void refusesSlotsSideBySideAndSlotsAlone() {
    assertThrows(IllegalArgumentException.class, () -> new Phrase("price {a} {b}"));
    assertThrows(IllegalArgumentException.class, () -> new Phrase("{a}"));
  }

  @Test
  void fillsALineOnlyIfEverySlotHasAValue() {
    assertEquals(Optional.of("a: $1"), Phrase.fill("{x}: {y}", Map.of("x", "a", "y", "$1")));
    assertEquals(Optional.empty(), Phrase.fill("{x}: {y}", Map.of("x", "a")));
  }

  @Test
  void matchesLongNonsenseQuickly() {
    assertTrue(PHRASE.matches("of ".repeat(30_000)).isEmpty());
    assertTrue(PHRASE.matches("what is the " + "of ".repeat(40)).size() <= 16);
  }
}
