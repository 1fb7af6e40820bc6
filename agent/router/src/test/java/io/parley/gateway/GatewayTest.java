package io.parley.gateway;

import static io.parley.gateway.Scripted.found;
import static io.parley.gateway.Scripted.fromAbove;
import static io.parley.gateway.Scripted.guess;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.gateway.Answering.Interim.Provisional;
import io.parley.gateway.Answering.Interim.Streamed;
import io.parley.message.Answer;
import io.parley.message.Hop;
import io.parley.message.Nak;
import io.parley.message.Needs;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.message.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class GatewayTest {
  private static final Question HOT = Question.ofText("Is boiler 3 too hot?");
  @AutoClose private final Scripted node = new Scripted();

  @Test
  void answersFromTheModelWhenNoRoutineDoes() {
    node.model = done(found(Route.MODEL, "yes", 0.99));
    Answer answer = node.answer(HOT.withId("q1"));
    assertEquals(Status.ANSWERED, answer.status());
    assertEquals("q1", answer.id());
    assertEquals(Route.MODEL, answer.route());
    assertEquals(List.of("routine", "model"), node.asked);
    assertEquals(List.of("gw"), answer.hops().stream().map(Hop::agent).toList());
  }

  @Test
  void escalatesWhatTheModelIsNotSureOf() {
    node.model = done(guess("maybe", 0.4));
    node.upstreamConfigured = true;
    node.upstreamReachable = true;
    node.upstream = done(Optional.of(fromAbove("yes", 0.98)));
    Answer answer = node.answer(HOT.withId("mine"));
    assertEquals("yes", answer.text());
    assertEquals("mine", answer.id());
    assertEquals("hub", answer.by().agent());
    assertEquals(List.of("gw", "hub"), answer.hops().stream().map(Hop::agent).toList());
    Question passed = node.passedUp.get(0).question();
    assertNotEquals("mine", passed.id());
    assertEquals(Needs.MOST_HOPS - 1, passed.needs().hops());
    assertEquals(List.of("plant1/gw"), passed.path());
    assertEquals(1, passed.facts().size());
    assertTrue(passed.needs().ms() < 20_000);
  }

  @Test
  void keepsALocalQuestionHere() {
    node.upstreamConfigured = true;
    node.upstreamReachable = true;
    node.expertThere = true;
    Answer answer = node.answer(HOT.withNeeds(new Needs(null, 5, null, true, false)));
    assertEquals(Status.UNSURE, answer.status());
    assertFalse(node.asked.contains("upstream"));
    assertFalse(node.asked.contains("expert"));
  }

  @Test
  void escalatesWhatIsBelowTheConfidenceAskedFor() {
    node.model = done(found(Route.MODEL, "yes", 0.9));
    node.upstreamConfigured = true;
    node.upstreamReachable = true;
    node.upstream = done(Optional.of(fromAbove("surely", 0.97)));
    Answer answer = node.answer(HOT.withNeeds(new Needs(0.95, 5, null, false, false)));
    assertEquals("surely", answer.text());
  }

  @Test
  void anUncalibratedAnswerFailsAnyConfidenceAskedFor() {
    node.model = done(found(Route.MODEL, "yes", null));
    Answer answer = node.answer(HOT.withNeeds(new Needs(0.1, 5, null, false, false)));
    assertEquals(Status.UNSURE, answer.status());
    assertEquals("yes", answer.text());
  }

  @Test
  void saysWhyItIsUnsureAndMarksTheBestGuess() {
    node.model = done(guess("maybe", 0.4));
    node.upstreamConfigured = true;
    Answer answer = node.answer(HOT);
    assertEquals(Status.UNSURE, answer.status());
    assertEquals("maybe", answer.text());
    assertTrue(answer.reason().text().contains("cannot be reached"), answer.reason().text());
    assertEquals(1, node.ended.size());
  }

  @Test
  void givesAProvisionalAnswerAndTheFinalOneOnceTheUpstreamIsBack() {
    node.model = done(guess("maybe", 0.4));
    node.upstreamConfigured = true;
    node.upstream = done(Optional.of(fromAbove("yes", 0.99)));
    CompletableFuture<Answer> answer =
        node.ask(HOT.withNeeds(new Needs(null, 5, null, false, true)), 20_000).answer();
    assertFalse(answer.isDone());
    Answer first = ((Provisional) node.interim.get(0)).answer();
    assertTrue(first.provisional());
    node.upstreamComesBack();
    Answer last = answer.orTimeout(5, TimeUnit.SECONDS).join();
    assertEquals("yes", last.text());
    assertFalse(last.provisional());
    assertEquals(1, node.interim.size());
  }

  @Test
  void answersADuplicateOnce() {
    CompletableFuture<Attempt> thinking = new CompletableFuture<>();
    node.model = thinking;
    Answering.Taken first = node.ask(HOT.withId("q1"), 20_000);
    Answering.Taken second = node.ask(HOT.withId("q1"), 20_000);
    assertFalse(first.duplicate());
    assertTrue(second.duplicate());
    thinking.complete(found(Route.MODEL, "yes", 0.99));
    assertEquals(first.answer().join(), second.answer().join());
    assertTrue(node.ask(HOT.withId("q1"), 20_000).duplicate());
    assertEquals(1, node.asked.stream().filter("model"::equals).count());
  }

  @Test
  void hasWrittenDownWhatItTookWhenItReturns() {
    node.model = new CompletableFuture<>();
    var unused = node.ask(HOT, 20_000);
    assertEquals(1, node.written.size());
    assertEquals(List.of(), node.unwritten);
  }

  @Test
  void knowsWhatItToldWhenThatComesAgainAfterItsTime() {
    Asked late = Scripted.asked(HOT.withId("q1"), -5_000);
    Answer told = Scripted.fromAbove("yes", 0.9);
    node.gateway.recall(late, told);
    Answering.Taken again = node.gateway.ask(late, interim -> {});
    assertTrue(again.duplicate());
    assertEquals(told, again.answer().join());
  }

  @Test
  void neverTakesAQuestionWithoutIdForADuplicate() {
    node.model = new CompletableFuture<>();
    assertFalse(node.ask(HOT, 20_000).duplicate());
    assertFalse(node.ask(HOT, 20_000).duplicate());
  }

  @Test
  void saysExpiredWhileAStepHoldsTheAskersThread() {
    CountDownLatch held = new CountDownLatch(1);
    node.inRoutine = () -> await(held);
    Question question = HOT.withId("stuck");
    CompletableFuture<Void> asking = CompletableFuture.runAsync(() -> node.ask(question, 1_500));
    CompletableFuture<Answer> answer;
    do {
      answer = node.asked.isEmpty() ? null : node.ask(question, 1_500).answer();
    } while (answer == null);

    assertEquals(Status.EXPIRED, answer.orTimeout(10, TimeUnit.SECONDS).join().status());
    assertFalse(asking.isDone());
    held.countDown();
    asking.orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void saysExpiredBeforeTheDeadlineWhenAStepHangs() {
    CompletableFuture<Attempt> hanging = new CompletableFuture<>();
    node.model = hanging;
    Asked asked = Scripted.asked(HOT, 800);
    Answer answer =
        node.gateway.ask(asked, node.interim::add).answer().orTimeout(10, TimeUnit.SECONDS).join();
    assertEquals(Status.EXPIRED, answer.status());
    assertTrue(hanging.isCancelled());
  }

  @Test
  void refusesWhatComesBack() {
    Question looped = HOT.passedOn(null, List.of("plant1/gw", "hq/hub"), List.of());
    Answer answer = node.answer(looped);
    assertEquals(Status.REFUSED, answer.status());
    assertEquals("loop", answer.reason().code());
  }

  @Test
  void refusesAsBusyBeyondItsLimit() {
    try (Scripted small = new Scripted(new GatewayLimits(1, 10, Duration.ofMinutes(1), true))) {
      small.model = new CompletableFuture<>();
      small.ask(HOT, 20_000);
      assertEquals("busy", small.answer(HOT).reason().code());
    }
  }

  @Test
  void cancelsForTheSamePrincipalOnly() {
    CompletableFuture<Attempt> thinking = new CompletableFuture<>();
    node.model = thinking;
    CompletableFuture<Answer> answer = node.ask(HOT.withId("q1"), 20_000).answer();
    assertFalse(node.gateway.cancel("somebody", "q1"));
    assertTrue(node.gateway.cancel("p1", "q1"));
    assertEquals("cancelled", answer.join().reason().code());
    assertTrue(thinking.isCancelled());
  }

  @Test
  void numbersTheFramesOfAStream() {
    node.model = done(found(Route.MODEL, "81.5", 0.99));
    node.answer(HOT.withStream(true));
    Streamed frame = (Streamed) node.interim.get(0);
    assertEquals(0, frame.frame().seq());
    assertEquals("81.5", frame.frame().delta());
  }

  @Test
  void goesOnToTheNextStepWhenOneFails() {
    node.model = CompletableFuture.failedFuture(new IllegalStateException("worker died"));
    node.documentsThere = true;
    node.passage = found(Route.DOCUMENT, "see manual", 0.97);
    assertEquals(Route.DOCUMENT, node.answer(HOT).route());
  }

  @Test
  void asksAnExpertBeforeTheModel() {
    node.expertThere = true;
    node.expert = done(Optional.of(new Experts.Said(fromAbove("expert says", 1.0), "")));
    assertEquals("expert says", node.answer(HOT).text());
    assertEquals(List.of("routine", "expert"), node.asked);
  }

  @Test
  void naksAProtocolThatNobodyKnows() {
    node.routine = new Attempt.Refused(Nak.UNKNOWN_PROTOCOL, "protocol 'x' is not known here");
    Answer answer = node.answer(Question.ofProtocol("x", "body"));
    assertEquals(Status.REFUSED, answer.status());
    assertEquals(Nak.UNKNOWN_PROTOCOL, answer.nak());
  }

  @Test
  void aFailedRoutineIsToldAsFailed() {
    node.routine = new Attempt.Refused(Nak.ROUTINE_FAILED, "division by zero");
    Answer answer = node.answer(Question.ofProtocol("x", "body"));
    assertEquals(Status.FAILED, answer.status());
    assertEquals(Nak.ROUTINE_FAILED, answer.nak());
  }

  @Test
  void acknowledgesAProtocolMessageItAnswers() {
    node.routine = found(Route.ROUTINE, "42", 1.0);
    Answer answer = node.answer(Question.ofProtocol("x", "body"));
    assertEquals(true, answer.ack());
    assertNull(answer.nak());
  }

  @Test
  void endsWhatIsUnderWayWhenItStops() {
    node.model = new CompletableFuture<>();
    CompletableFuture<Answer> answer = node.ask(HOT, 20_000).answer();
    node.gateway.close();
    assertEquals("draining", answer.join().reason().code());
  }

  private static <T> CompletableFuture<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }
}
