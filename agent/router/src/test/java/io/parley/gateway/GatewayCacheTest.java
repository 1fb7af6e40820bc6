package io.parley.gateway;

import static io.parley.gateway.Scripted.found;
import static io.parley.gateway.Scripted.guess;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.message.Answer;
import io.parley.message.Question;
import io.parley.message.Route;
import java.util.Map;
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
  void neverCachesWhatIsUnsure() {
    node.model = CompletableFuture.completedFuture(guess("maybe", 0.4));
    node.answer(HOT);
    node.answer(HOT);
    assertEquals(2, node.asked.stream().filter("model"::equals).count());
  }
}
