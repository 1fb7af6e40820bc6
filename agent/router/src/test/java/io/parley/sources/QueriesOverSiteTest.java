package io.parley.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.parley.evaluation.Evaluator;
import io.parley.gateway.Asked;
import io.parley.gateway.Attempt;
import io.parley.gateway.Understood;
import io.parley.knowledge.MovableClock;
import io.parley.language.Understanding;
import io.parley.language.pack.Packs;
import io.parley.message.Evidence;
import io.parley.message.Origin;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.Scope;
import io.parley.site.Current;
import io.parley.site.MemorySite;
import io.parley.site.Series;
import io.parley.site.SeriesId;
import io.parley.site.Thing;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class QueriesOverSiteTest {
  private static final double ERROR_RATE = 0.03;
  private static final Duration REMEMBERED = Duration.ofMinutes(5);
  private static final String KITCHEN = "What is the temperature in the kitchen?";
  private static final String WARM = "Is the kitchen warmer than 20 degrees?";
  private static final String AND_THE_BEDROOM = "and the bedroom?";

  private final MovableClock clock = new MovableClock();
  private final Instant start = clock.instant();
  private final MemorySite site = new MemorySite(ZoneOffset.UTC);
  private final QueriesOverSite queries = queries(ERROR_RATE);

  private QueriesOverSite queries(double errorRate) {
    Understanding understanding =
        new Understanding(Packs.load(List.of("en", "de"), null), site, new Evaluator(site, site));
    return new QueriesOverSite(understanding, errorRate, clock);
  }

  QueriesOverSiteTest() {
    room("kitchen", "21.5");
    room("bedroom", "18.2");
    room("attic", "14.0");
    site.end(id("attic"), Current.Why.OFFLINE, start);
    clock.forward(Duration.ofSeconds(1));
  }

  private void room(String place, String temperature) {
    String thing = place + " sensor";
    site.describe(new Thing(thing, List.of(), "", place, ""));
    site.describe(
        new Series(
            id(place),
            thing,
            thing + " temperature",
            List.of(),
            "temperature",
            "°C",
            Series.Kind.MEASUREMENT,
            "",
            place,
            "",
            Map.of(),
            null));
    site.take(id(place), new BigDecimal(temperature), start);
  }

  private static SeriesId id(String place) {
    return new SeriesId("home/" + place, "temperature");
  }

  @Test
  void questionInWordsIsAnsweredWithItsQueryAndWhatItRestsOn() {
    Attempt.Found found = found(ask(KITCHEN));
    assertEquals(Route.QUERY, found.route());
    assertEquals("kitchen sensor temperature: 21.5 °C", found.text());
    assertEquals(0.99, found.confidence());
    assertEquals(
        List.of(new Evidence("home/kitchen", "temperature", new BigDecimal("21.5"), "°C", start)),
        found.evidence());
    Query query =
        Query.of(
            Find.VALUE,
            Scope.ALL.withQuantities(List.of("temperature")).withPlaces(List.of("kitchen")));
    Understood understood = new Understood(query, "value of temperature in kitchen", "en");
    assertEquals(understood, found.understood());
  }

  @Test
  void answerIsInTheLanguageThatTheAskerNames() {
    Question german = Question.ofText("Temperatur?").withLang("de-AT");
    assertEquals("de", understood(attempt(asked(german, "p", "c"))).language());
    assertEquals("en", understood(ask("temperature kitchen")).language());
    assertEquals("de", understood(ask("Wie warm ist es in der Küche?")).language());
  }

  @Test
  void questionThatCameAsAQueryIsEvaluatedAsItIs() {
    Query warmest = Query.of(Find.MAX, Scope.ALL.withQuantities(List.of("temperature")));
    Attempt.Found found = found(attempt(asked(Question.ofQuery(warmest), "p", "c")));
    assertEquals(
        "highest of 2: kitchen sensor temperature: 21.5 °C (without attic sensor temperature)",
        found.text());
    assertEquals(1.0, found.confidence());
    assertEquals(new Understood(warmest, "max of temperature", "en"), found.understood());
    Question german = Question.ofQuery(warmest).withLang("de");
    assertEquals("de", understood(attempt(asked(german, "p", "c"))).language());
  }

  @Test
  void queryThatNamesNothingHereTellsItsEntries() {
    Query query = Query.of(Find.VALUE, Scope.ALL.withPlaces(List.of("crypt")));
    Attempt.Unanswerable no = unanswerable(attempt(asked(Question.ofQuery(query), "p", "c")));
    assertEquals("unknown-word", no.code());
    assertEquals(List.of("crypt"), no.words());
  }

  @Test
  void wordsThatNameNothingAreTold() {
    Attempt.Unanswerable no = unanswerable(ask("Is the flux capacitor in the kitchen on?"));
    assertEquals("unknown-word", no.code());
    assertEquals(List.of("flux", "capacitor"), no.words());
    assertEquals("no 'flux', 'capacitor' is known here", no.why());
    assertNull(no.understood());
  }

  @Test
  void wordsToldAreBounded() {
    String word = "q".repeat(500);
    assertEquals(List.of("q".repeat(200)), unanswerable(ask("How warm is " + word)).words());
    StringBuilder many = new StringBuilder("How warm is");
    for (int i = 0; i < 40; i++) {
      many.append(" zz").append((char) ('a' + i % 26)).append("qx".repeat(1 + i / 26));
    }
    assertEquals(32, unanswerable(ask(many.toString())).words().size());
  }

  @Test
  void whatIsNotUnderstoodOrNotKnownAnyMoreSaysWhichOfTheTwo() {
    Attempt.Unanswerable why = unanswerable(ask("Why is the kitchen at 21 degrees?"));
    assertEquals("not-understood", why.code());
    assertEquals(List.of(), why.words());
    Attempt.Unanswerable stale = unanswerable(ask("What is the temperature in the attic?"));
    assertEquals("stale", stale.code());
    Understood understood = stale.understood();
    assertNotNull(understood);
    assertEquals("value of temperature in attic", understood.readAs());
    assertEquals("home/attic", stale.evidence().get(0).topic());
  }

  @Test
  void demandToActIsRefused() {
    Attempt no = ask("Turn on the kitchen heater");
    assertEquals(new Attempt.Unsupported("I only read; I switch nothing"), no);
  }

  @Test
  void protocolMessageIsNoQuestionInWords() {
    Question protocol = Question.ofProtocol("x", "body");
    assertSame(Attempt.NOTHING, attempt(asked(protocol, "p", "c")));
  }

  @Test
  void followUpContinuesTheQueryOfItsConversation() {
    attempt(inConversation(WARM, "talk-1", "p", "c1"));
    assertContinued(attempt(inConversation(AND_THE_BEDROOM, "talk-1", "p", "c2")));
    Attempt third = attempt(inConversation("and the kitchen?", "talk-1", "p", "c1"));
    assertEquals("any of temperature in kitchen where above 20", understood(third).readAs());
  }

  @Test
  void withoutAConversationItIsThatOfTheClient() {
    attempt(asked(WARM, "p", "c1"));
    assertNotContinued(attempt(asked(AND_THE_BEDROOM, "p", "c2")));
    assertContinued(attempt(asked(AND_THE_BEDROOM, "p", "c1")));
    attempt(asked(WARM, "p", ""));
    assertNotContinued(attempt(asked(AND_THE_BEDROOM, "p", "")));
  }

  @Test
  void nobodyElseSeesAConversation() {
    attempt(inConversation(WARM, "talk-1", "p", "c"));
    assertNotContinued(attempt(inConversation(AND_THE_BEDROOM, "talk-1", "q", "c")));
    assertNotContinued(attempt(inConversation(AND_THE_BEDROOM, "talk-2", "p", "c")));
    assertNotContinued(attempt(asked(AND_THE_BEDROOM, "p", "c")));
    assertContinued(attempt(inConversation(AND_THE_BEDROOM, "talk-1", "p", "c")));
  }

  @Test
  void conversationIsForgottenAfterFiveMinutes() {
    attempt(inConversation(WARM, "talk-1", "p", "c"));
    clock.forward(REMEMBERED);
    assertContinued(attempt(inConversation(AND_THE_BEDROOM, "talk-1", "p", "c")));
    clock.forward(REMEMBERED.plusMillis(1));
    assertNotContinued(attempt(inConversation(AND_THE_BEDROOM, "talk-1", "p", "c")));
  }

  @Test
  void whatWasNotAnsweredIsNotContinued() {
    attempt(inConversation(WARM, "talk-1", "p", "c"));
    unanswerable(attempt(inConversation("Is the crypt warm?", "talk-1", "p", "c")));
    assertContinued(attempt(inConversation(AND_THE_BEDROOM, "talk-1", "p", "c")));
  }

  @Test
  void answerLessSureThanTheErrorRateAllowsIsAGuess() {
    String typo = "What is the temperture in the kitchen?";
    double sure = 0.99 * 0.992;
    assertInstanceOf(Attempt.Found.class, queries(1 - sure + 1e-9).attempt(asked(typo, "p", "c")));
    Attempt.Guess guess =
        assertInstanceOf(Attempt.Guess.class, queries(0.017).attempt(asked(typo, "p", "c")));
    assertEquals(Route.QUERY, guess.route());
    assertEquals("kitchen sensor temperature: 21.5 °C", guess.text());
    assertEquals(sure, guess.confidence(), 1e-9);
    assertEquals("the reading is less sure than the error rate 0.017 allows", guess.why());
    Understood understood = guess.understood();
    assertNotNull(understood);
    assertEquals("value of temperature in kitchen", understood.readAs());
  }

  @Test
  void whatAGatewayBelowCouldNotAnswerIsReadHereAsStrictly() {
    unanswerable(attempt(fromBelow("Is the flux capacitor on?", null)));
    found(attempt(fromBelow(KITCHEN, null)));
  }

  @Test
  void ofAQuestionFromBelowTheWordsGoBeforeTheQuery() {
    Query bedroom = Query.of(Find.VALUE, Scope.ALL.withPlaces(List.of("bedroom")));
    Query crypt = Query.of(Find.VALUE, Scope.ALL.withPlaces(List.of("crypt")));
    assertEquals(
        "value of temperature in kitchen",
        understood(attempt(fromBelow(KITCHEN, bedroom))).readAs());
    assertEquals(
        "value of in bedroom", understood(attempt(fromBelow("Is it zork?", bedroom))).readAs());
    unanswerable(attempt(fromBelow("Is it zork?", crypt)));
  }

  @Test
  void whatAGatewayPassesOnContinuesNothing() {
    attempt(fromBelow(KITCHEN, null));
    Asked follows = fromBelow(AND_THE_BEDROOM, null);
    assertEquals(queries(ERROR_RATE).attempt(follows), attempt(follows));
  }

  private Asked fromBelow(String text, @Nullable Query query) {
    Question passed =
        Question.ofText(text)
            .passedOn(new Origin("plant2", "", "gw"), List.of("plant2/gw"), List.of())
            .withQuery(query);
    return asked(passed, "below", "gw");
  }

  private static void assertContinued(Attempt attempt) {
    assertEquals("any of temperature in bedroom where above 20", understood(attempt).readAs());
  }

  /** It is answered as by a node that was never asked before. */
  private void assertNotContinued(Attempt attempt) {
    assertEquals(queries(ERROR_RATE).attempt(asked(AND_THE_BEDROOM, "p", "c")), attempt);
  }

  private Attempt ask(String text) {
    return attempt(asked(text, "p", "c"));
  }

  private Attempt attempt(Asked asked) {
    return queries.attempt(asked);
  }

  private Asked inConversation(String text, String conversation, String principal, String client) {
    return asked(Question.ofText(text).withConversation(conversation), principal, client);
  }

  private Asked asked(String text, String principal, String client) {
    return asked(Question.ofText(text), principal, client);
  }

  private Asked asked(Question question, String principal, String client) {
    Instant now = clock.instant();
    Instant expires = now.plusSeconds(20);
    return new Asked(question, "", client, principal, "reply", "", now, expires, null);
  }

  private static Attempt.Found found(Attempt attempt) {
    return assertInstanceOf(Attempt.Found.class, attempt);
  }

  private static Attempt.Unanswerable unanswerable(Attempt attempt) {
    return assertInstanceOf(Attempt.Unanswerable.class, attempt);
  }

  private static Understood understood(Attempt attempt) {
    Understood understood =
        attempt instanceof Attempt.Guess guess ? guess.understood() : found(attempt).understood();
    assertNotNull(understood);
    return understood;
  }
}
