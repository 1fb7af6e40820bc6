package io.parley.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.parley.knowledge.Fact;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a question restricts itself to, and that a restriction that is not read is no answer. */
final class OfferTest {
  private static final Instant NOW = Instant.parse("2026-03-14T09:30:00Z");
  private static final List<Fact> FACTS =
      List.of(
          fact("study lamp state", "state", "on", null),
          fact("nursery lamp state", "state", "off", null),
          fact("porch lamp state", "state", "on", null),
          fact("study fan state", "state", "on", null),
          fact("nursery fan state", "state", "off", null),
          fact("study window contact", "contact", "open", null),
          fact("line 2 kiln 3 temperature", "temperature", "177", "°C"),
          fact("line 3 kiln 4 temperature", "temperature", "169", "°C"),
          fact("cabinet 1 feed 2 power", "power", "410", "W"),
          fact("cabinet 2 feed 1 power", "power", "395", "W"),
          fact("cabinet 2 feed 2 power", "power", "380", "W"),
          fact("tank level sensor 7", "level", "64", "%"),
          fact("yard temperature", "temperature", "20", "°C"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "which lamps are on in the study | study lamp state",
        "is any fan running in the nursery | nursery fan state",
        "which lamps are on in the study and in the nursery | nursery lamp state,study lamp state",
        "which lamps are on or which fans are on | nursery fan state,nursery lamp state,"
            + "porch lamp state,study fan state,study lamp state",
        "which lamps are on | nursery lamp state,porch lamp state,study lamp state",
        "what is the temperature of kiln 3 | line 2 kiln 3 temperature",
        "is kiln 4 above 100 | line 3 kiln 4 temperature",
        "what is the temperature of kiln 4 on line 3 | line 3 kiln 4 temperature",
        "power of cabinet 2 feed 1 | cabinet 2 feed 1 power",
        "power of feed 1 in cabinet 2 | cabinet 2 feed 1 power",
        "how much power does feed 2 draw in cabinet 1 | cabinet 1 feed 2 power",
        "what is the level of tank 7 | tank level sensor 7"
      })
  void offersWhatMeetsAllRestrictionsAlone(String question, String names) {
    Set<String> offered =
        offers(question).stream()
            .flatMap(o -> o.prompt().candidates().stream())
            .flatMap(c -> c.facts().stream())
            .map(Fact::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(names, String.join(",", offered));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "which lamps are on in the cellar | no 'cellar' is known here",
        "are the lamps on upstairs | no 'upstairs' is known here",
        "is the lamp of the orangery on | no 'orangery' is known here",
        "which lamps are on in the study and in the sauna | no 'sauna' is known here",
        "which lamps are on on the second floor | no 'second floor' is known here",
        "which lamps are on on the floor | no 'floor' is known here",
        "which fans are on in the other room | no 'other room' is known here",
        "which fans are on in room c | no 'room c' is known here",
        "what is the temperature in zone 5 | no 'zone 5' is known here",
        "is zone 5 above 20 | no 'zone 5' is known here",
        "what is the temperature in 204 | the number 204 of the question is not read here",
        "is the yard above 10 and below 30 | the question compares with more than one number: 10, 30",
        "is the porch lamp on in the study | nothing here is called 'porch lamp study'",
        "are the windows open in the nursery | nothing here is all of 'window', 'nursery'",
        "which lamps are on in the study and the porch window"
            + " | nothing here is all of 'lamp', 'porch window'",
        "what is the temperature of kiln 3 on line 3 | nothing here is called 'kiln 3 line 3'",
        "what is the temperature of kiln 3 line 3 | nothing here is called 'kiln 3 line 3'",
        "what is the power of cabinet 1 feed 1 | nothing here is called 'cabinet 1 feed 1'",
        "temperature of kiln 2 | nothing here is called 'kiln 2'",
        "what is the temperature of kiln 30 | no 'kiln 30' is known here"
      })
  void offersNothingWhereARestrictionIsNotThere(String question, String why) {
    assertOnlyUnsure(question, why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "isn't the study lamp on | isn't",
        "which yard temperature is not above 30 | not",
        "which lamps are not bright | not",
        "which lamps aren't on and aren't off | aren't",
        "is the porch lamp no longer on | no longer",
        "which rooms have no lamp on | no",
        "which lamps except the porch lamp are on | except",
        "which lamps other than the study lamp are on | other than",
        "are all but the nursery fan on | all but",
        "is none of the lamps on | none",
        "which lamps are on without the porch | without",
        "are neither the study lamp and the porch lamp on | neither",
        "are the lamps on apart from the porch | apart from",
        "study temperature and its lamp and not its fan | not"
      })
  void offersNothingWhereSomethingIsTakenOut(String question, String word) {
    assertOnlyUnsure(question, "the question says '%s', which is not read here".formatted(word));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i don't know, is the study lamp on",
        "can't you tell me whether the study lamp is on",
        "is the study lamp on or not",
        "the study lamp is on, isn't it?",
        "i am not sure if the study lamp is on",
        "is the study lamp on, my wife is asking"
      })
  void readsWhatOnlySpeaksOfTheAsker(String question) {
    Offer offer = offers(question).get(0);
    assertNull(offer.why());
    assertFalse(
        offer.prompt().candidates().stream()
            .filter(c -> c.text().equals("yes, study lamp state: on"))
            .toList()
            .isEmpty(),
        question);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "which lamps are not on | off: 1 of 3, nursery lamp state",
        "which lamps arent on | off: 1 of 3, nursery lamp state",
        "which lamps aren't on? | off: 1 of 3, nursery lamp state",
        "which fans aren’t running | off: 1 of 2, nursery fan state",
        "which fans are not off in the nursery | no, nursery fan state: off",
        "is the study window not closed | yes, study window contact: open"
      })
  void theOppositeOfANegatedStateIsRead(String question, String answer) {
    assertEquals(
        List.of(answer),
        offers(question).get(0).prompt().candidates().stream()
            .map(Candidate::text)
            .filter(answer::equals)
            .toList());
  }

  @Test
  void aThirdStateIsNoOpposite() {
    List<Fact> facts =
        List.of(
            fact("east valve state", "state", "open", null),
            fact("west valve state", "state", "moving", null));
    Offer offer = Offer.all("which valves are not open", facts, NOW).get(0);
    assertEquals(List.of(Candidate.unsure()), offer.prompt().candidates());
    assertEquals("the question says 'not', which is not read here", offer.why());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "is the light on | no state of 'light' is known here",
        "are any lights on | no state of 'light' is known here",
        "is the heat on | no state of 'heat' is known here"
      })
  void aStateIsNotThatOfSomethingElse(String question, String why) {
    List<Fact> facts =
        List.of(fact("cistern pump state", "state", "on", null), fact("depth", "depth", "3", "m"));
    Offer offer = Offer.all(question, facts, NOW).get(0);
    assertEquals(List.of(Candidate.unsure()), offer.prompt().candidates());
    assertEquals(why, offer.why());
  }

  @Test
  void aNegationInANameIsAName() {
    List<Fact> facts = List.of(fact("pump no flow alarm", "alarm", "on", null));
    Offer offer = Offer.all("is the pump no flow alarm on", facts, NOW).get(0);
    assertNull(offer.why());
  }

  @Test
  void anOrdinalMayStandBeforeItsWord() {
    List<Fact> facts =
        List.of(
            fact("barn pump 1 power", "power", "5", "W"),
            fact("barn pump 2 power", "power", "6", "W"));
    Offer offer = Offer.all("power of the second barn pump", facts, NOW).get(0);
    assertEquals("barn pump 2 power: 6 W", offer.prompt().candidates().get(0).text());
  }

  private static void assertOnlyUnsure(String question, String why) {
    List<Offer> offers = offers(question);
    assertEquals(List.of(why), offers.stream().map(Offer::why).toList(), question);
    assertEquals(List.of(Candidate.unsure()), offers.get(0).prompt().candidates(), question);
  }

  private static List<Offer> offers(String question) {
    return Offer.all(question, FACTS, NOW);
  }

  private static Fact fact(String name, String quantity, String value, @Nullable String unit) {
    Object exact = unit == null ? value : new BigDecimal(value);
    return new Fact("t/" + name, "", name, quantity, exact, unit, NOW, NOW, null, List.of());
  }
}
