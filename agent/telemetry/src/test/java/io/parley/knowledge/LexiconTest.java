package io.parley.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LexiconTest {
  private final Lexicon lexicon = Lexicon.shared();

  /** The vectors were written by the reader that the built-in model is trained with. */
  @Test
  void readsAndCorrectsAsTheTrainingDoes() throws IOException {
    List<String> lines;
    try (InputStream in =
        Objects.requireNonNull(LexiconTest.class.getResourceAsStream("words.tsv"))) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    assertTrue(lines.size() > 300);
    for (String line : lines) {
      String[] cells = line.split("\t", -1);
      List<String> words = lexicon.words(cells[0]);
      assertEquals(cells[1], String.join(" ", words), cells[0]);
      Set<String> vocabulary = new HashSet<>(Arrays.asList(cells[2].split(" ")));
      assertEquals(cells[3], String.join(" ", lexicon.correct(words, vocabulary)), cells[0]);
    }
  }

  @Test
  void countsASwapOfNeighboursAsOneEdit() {
    assertEquals(1, Spelling.distance("boiler", "biolre".replace("re", "er"), 2));
    assertEquals(2, Spelling.distance("boiler", "biolre", 2));
    assertEquals(3, Spelling.distance("boiler", "pump", 2));
    assertEquals(0, Spelling.distance("", "", 0));
  }

  @Test
  void leavesAWordAloneThatIsAsNearToTwo() {
    assertEquals("pump", Spelling.nearest("pumpp", List.of("pump", "fan"), false));
    assertNull(Spelling.nearest("hill", List.of("hall", "hull"), false));
  }

  @Test
  void neverCorrectsANumber() {
    assertEquals(List.of("boiler", "3"), lexicon.correct(List.of("boiler", "3"), Set.of("30")));
    assertEquals(List.of("3"), lexicon.correct(List.of("three"), Set.of("3")));
  }

  @Test
  void knowsItsLists() {
    assertTrue(lexicon.known("please"));
    assertEquals(Set.of("temperature"), lexicon.quantitiesOf("hottest"));
    assertTrue(Objects.requireNonNull(lexicon.stateOf("ajar")).names("shut"));
    assertEquals(3600, lexicon.span("hour", false));
    assertEquals(3600, lexicon.span("h", true));
    assertNull(lexicon.span("h", false));
    assertEquals(Lexicon.NO_SPAN, lexicon.span("yesterday", false));
    assertTrue(lexicon.in("weak", "level"));
    assertTrue(lexicon.namesQuantity("hottest"));
    assertTrue(lexicon.namesState("ajar"));
    assertTrue(lexicon.set("parts").contains("and"));
    assertEquals(13, lexicon.states().size());
    assertThrows(IllegalArgumentException.class, () -> lexicon.set("nonsense"));
  }
}
