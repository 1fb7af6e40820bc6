package io.parley.gateway;

import static io.parley.gateway.Scripted.found;
import static io.parley.gateway.Scripted.guess;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.parley.message.Answer;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a gateway keeps to answer again, and what it does not. */
final class GatewayCacheTest {
  private static final Question HOT = Question.ofText("Is boiler 3 too hot?");
  @AutoClose private final Scripted node = new Scripted();

  @Test
  void answersTheSameQuestionOverTheSameValuesFromTheCache() {
    node.model = CompletableFuture.completedFuture(found(Route.MODEL, "yes", 0.99));
    node.answer(HOT);
    Answer again = node.answer(Question.ofText("is  boiler 3 too hot"));
    assertEquals(Route.CACHE, again.route());
    assertEquals("yes", again.text());
    node.temperature = 60.0;
    assertEquals(Route.MODEL, node.answer(HOT).route());
  }

  @Test
  void anotherUnitOrAnotherTimeIsAnotherValue() {
    node.model = CompletableFuture.completedFuture(found(Route.MODEL, "yes", 0.99));
    node.answer(HOT);
    node.unit = "°F";
    assertEquals(Route.MODEL, node.answer(HOT).route());
    assertEquals(Route.CACHE, node.answer(HOT).route());
    node.at = Instant.parse("2026-11-21T08:00:00Z");
    assertEquals(Route.MODEL, node.answer(HOT).route());
    assertEquals(Route.CACHE, node.answer(HOT).route());
  }

  @Test
  void anotherQueryOrAnotherLanguageIsAnotherQuestion() {
    Question topics = Question.ofQuery(Query.of(Find.TOPICS, Scope.ALL));
    Question problems = Question.ofQuery(Query.of(Find.PROBLEMS, Scope.ALL));
    assertEquals(key(topics), key(topics.withId("again")));
    assertNotEquals(key(topics), key(problems));
    assertNotEquals(key(topics), key(topics.withLang("de")));
  }

  private static AnswerCache.Key key(Question question) {
    return AnswerCache.key(Scripted.asked(question, 20_000), List.of(), "");
  }

  @Test
  void whatOneAskersFactsGaveIsToldToNoOther() {
    Question brought = HOT.passedOn(null, List.of(), List.of(Scripted.evidence()));
    node.model = CompletableFuture.completedFuture(found(Route.MODEL, "yes", 0.99));
    node.answer(brought, "gw1");

    assertEquals(Route.CACHE, node.answer(brought, "gw1").route());
    assertEquals(Route.MODEL, node.answer(brought, "gw2").route());
    assertEquals(Route.MODEL, node.answer(HOT, "gw1").route());
  }

  @Test
  void whatAnExpertSaidIsNotKept() {
    node.expertThere = true;
    node.expert =
        CompletableFuture.completedFuture(
            Optional.of(new Experts.Said(Scripted.fromAbove("yes", 0.9), "exp1")));
    node.answer(HOT);
    node.answer(HOT);
    assertEquals(2, node.asked.stream().filter("expert"::equals).count());
  }

  @Test
  void whatAnExpertSaidToTheNodeAboveIsNotKept() {
    node.modelThere = false;
    node.upstreamConfigured = true;
    node.upstreamReachable = true;
    Answer said = Scripted.fromAbove("yes", 0.9).change().route(Route.EXPERT).build();
    node.upstream = CompletableFuture.completedFuture(Optional.of(said));
    node.answer(HOT);
    node.answer(HOT);
    assertEquals(2, node.passedUp.size());
  }

  @Test
  void runsTheRoutineOfAProtocolAgainSinceItsFactsMayHaveChanged() {
    Question inProtocol =
        Question.ofProtocol(
            "bafkreicsjcs4mhfluh6gtfgt7w6osxeqtsermsjsaudzffhr3wq7lpsumi", Map.of("place", "hall"));
    node.routine = found(Route.ROUTINE, "3 are open", 1.0);
    node.answer(inProtocol);
    node.routine = found(Route.ROUTINE, "4 are open", 1.0);
    assertEquals("4 are open", node.answer(inProtocol).text());
  }

  @Test
  void readsWordsAgainThatWereAQuerySinceTheyMayContinueAnotherOne() {
    Question follows = Question.ofText("What about boiler 3?");
    node.model = CompletableFuture.completedFuture(found(Route.QUERY, "81.5 °C", 0.99));
    node.answer(follows);
    node.model = CompletableFuture.completedFuture(found(Route.QUERY, "3.1 bar", 0.99));
    assertEquals("3.1 bar", node.answer(follows).text());
  }

  @Test
  void neverCachesWhatIsUnsure() {
    node.model = CompletableFuture.completedFuture(guess("maybe", 0.4));
    node.answer(HOT);
    node.answer(HOT);
    assertEquals(2, node.asked.stream().filter("model"::equals).count());
  }
}
