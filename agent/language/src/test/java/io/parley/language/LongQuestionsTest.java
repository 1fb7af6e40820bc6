package io.parley.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.language.reader.QuestionReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions that somebody wrote to break the reader. */
class LongQuestionsTest {
  private static final String PLAIN = "What is the temperature in the kitchen?";
  private static final SmallSite SITE = new SmallSite("en", "de", "fr");

  @ParameterizedTest
  @ValueSource(strings = {"x", " ", "kitchen ", "?", "3 ", "a/b.c'd ", "ü", "\u0301", "中", "\uD83D"})
  void questionOf64KibIsNotUnderstood(String part) {
    String text = part.repeat(65_536 / part.length());
    assertEquals("not-understood", SmallSite.read(SITE.ask(text)));
  }

  @Test
  void whatWasNotReadIsNeverTakenForNothing() {
    String fill = " please".repeat(20_000);
    assertEquals("not-understood", SmallSite.read(SITE.ask(PLAIN + fill + " yesterday")));
    int rest = QuestionReader.MOST_CHARACTERS - PLAIN.length();
    String read = SmallSite.read(SITE.ask(PLAIN + " ".repeat(rest)));
    assertEquals("value of temperature in kitchen", read);
    assertEquals("not-understood", SmallSite.read(SITE.ask(PLAIN + " ".repeat(rest + 1))));
  }

  @Test
  void questionOfTooManyWordsIsNotUnderstood() {
    assertEquals("not-understood", SmallSite.read(SITE.ask("kitchen ".repeat(1_000))));
    assertEquals("not-understood", SmallSite.read(SITE.ask("is ".repeat(1_000))));
    int most = QuestionReader.MOST_TOKENS;
    String words = "temperature in the kitchen";
    String full = "please ".repeat(most - 4) + words;
    assertEquals("value of temperature in kitchen", SmallSite.read(SITE.ask(full)));
    assertEquals("not-understood", SmallSite.read(SITE.ask("please " + full)));
  }

  @Test
  void commandIsRefusedHoweverLongItIs() {
    String text = "Turn off the kitchen lamp" + " please".repeat(20_000);
    assertEquals("unsupported", SmallSite.read(SITE.ask(text)));
  }

  @Test
  void oneLongWordIsUnknown() {
    String word = "q".repeat(2_000);
    assertEquals("unknown-word: " + word, SmallSite.read(SITE.ask("How warm is " + word + "?")));
  }

  @Test
  void controlCharactersOnlyPartWords() {
    String read = SmallSite.read(SITE.ask("\u0000What\u0007 is\tthe temperature\r\nin the kitchen?"));
    assertEquals("value of temperature in kitchen", read);
    assertEquals(
        "unknown-word: crypt, xx", SmallSite.read(SITE.ask("How warm is the crypt\u0000xx?")));
    assertEquals("not-understood", SmallSite.read(SITE.ask("\u0000\u0001\u001f\u007f\u202e")));
    assertEquals("not-understood", SmallSite.read(SITE.ask("")));
  }
}
