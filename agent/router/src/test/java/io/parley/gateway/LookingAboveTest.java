package io.parley.gateway;

import static io.parley.gateway.Scripted.fromAbove;
import static io.parley.gateway.Scripted.guess;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.message.Answer;
import io.parley.message.Question;
import io.parley.message.Status;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Questions that come, or come back, before the node above was looked for. */
final class LookingAboveTest {
  private static final Question HOT = Question.ofText("Is boiler 3 too hot?");
  @AutoClose private final Scripted node = new Scripted();

  @Test
  void waitsWhileTheNodeAboveIsBeingLookedFor() {
    node.upstreamConfigured = true;
    node.upstreamLooked = new CompletableFuture<>();
    node.upstream = CompletableFuture.completedFuture(Optional.of(fromAbove("yes", 0.99)));
    CompletableFuture<Answer> answer = node.ask(HOT, 20_000).answer();
    assertFalse(answer.isDone());
    node.upstreamReachable = true;
    node.upstreamLooked.complete(true);
    assertEquals("yes", answer.orTimeout(5, TimeUnit.SECONDS).join().text());
  }

  @Test
  void isUnsureOnceTheNodeAboveWasLookedForInVain() {
    node.model = CompletableFuture.completedFuture(guess("maybe", 0.4));
    node.upstreamConfigured = true;
    node.upstreamLooked = new CompletableFuture<>();
    CompletableFuture<Answer> answer = node.ask(HOT, 20_000).answer();
    assertFalse(answer.isDone());
    node.upstreamLooked.complete(false);
    assertEquals(Status.UNSURE, answer.orTimeout(5, TimeUnit.SECONDS).join().status());
    assertFalse(node.asked.contains("upstream"));
  }

  @Test
  void whatEndsWhileItWaitsForTheNodeAboveLeavesTheOthersWaiting() {
    node.upstreamConfigured = true;
    node.upstreamLooked = new CompletableFuture<>();
    CompletableFuture<Answer> first = node.ask(HOT.withId("q1"), 20_000).answer();
    CompletableFuture<Answer> second = node.ask(HOT.withId("q2"), 20_000).answer();
    assertTrue(node.gateway.cancel("p1", "q1"));
    assertTrue(first.isDone());
    assertFalse(second.isDone());
  }
}
