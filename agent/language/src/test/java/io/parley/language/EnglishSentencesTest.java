package io.parley.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.parley.query.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** How English questions about a small site are read, and why some are not. */
class EnglishSentencesTest {
  private static final SmallSite SITE = new SmallSite("en");

  @ParameterizedTest
  @CsvFileSource(resources = "sentences.psv", delimiter = '|', numLinesToSkip = 1)
  void isReadAs(String question, String line) {
    assertEquals(line, SmallSite.read(SITE.ask(question)));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "answers.psv", delimiter = '|', numLinesToSkip = 1)
  void isAnsweredWith(String question, String text) {
    assertEquals(text, SmallSite.text(SITE.ask(question)));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "follow-ups.psv", delimiter = '|', numLinesToSkip = 1)
  void continuesTheQueryBefore(String first, String second, String line) {
    Query before = assertInstanceOf(Outcome.Told.class, SITE.ask(first)).query();
    assertNotNull(before);
    assertEquals(line, SmallSite.read(SITE.ask(second, before)));
  }

  @Test
  void followUpWithoutAQuestionBeforeIsNotAFollowUp() {
    assertEquals("value of kitchen sensor", SmallSite.read(SITE.ask("what about the kitchen?")));
    assertEquals("not-understood", SmallSite.read(SITE.ask("what about it?")));
  }

  @Test
  void subjectStandsForWhatTheWordsLeaveOpen() {
    assertEquals("not-understood", SmallSite.read(SITE.ask("is it open?")));
    Outcome about = SITE.askAbout("cellar/door", "is it open?");
    assertEquals("any of cellar door where open", SmallSite.read(about));
    assertEquals(
        "any of kitchen window where open",
        SmallSite.read(SITE.askAbout("cellar/door", "is the kitchen window open?")));
  }

  @Test
  void whatIsLessCertainIsToldAsLessCertain() {
    assertEquals(0.99, told("What is the temperature in the kitchen?").confidence());
    assertEquals(0.99 * 0.995, told("temperature kitchen").confidence(), 1e-9);
    assertEquals(0.99 * 0.992, told("What is the temperture in the kitchen?").confidence(), 1e-9);
    assertEquals(0.99 * 0.5, told("how warm is it").confidence(), 1e-9);
    assertEquals(0.99, told("Which windows are open?").confidence(), 1e-9);
    assertEquals(0.99 * 0.5, told("Which garage doors are open?").confidence(), 1e-9);
    String mean = "What was the average temperature of the bedroom in the last ";
    assertEquals(0.99, told(mean + "hour?").confidence(), 1e-9);
    assertEquals(0.99 * 0.5, told(mean + "3 days?").confidence(), 1e-9);
  }

  @Test
  void severalQuestionsHaveNoOneQuery() {
    Outcome.Told both = told("Which lamps are on and which windows are open?");
    assertEquals(null, both.query());
    assertEquals("list of class lamp where on; list of class window where open", both.readAs());
    assertEquals(3, both.rows().size());
  }

  private static Outcome.Told told(String question) {
    return assertInstanceOf(Outcome.Told.class, SITE.ask(question));
  }
}
