package io.parley.ladder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.gateway.Asked;
import io.parley.gateway.FactSource;
import io.parley.gateway.FoundBy;
import io.parley.gateway.GatewayIdentity;
import io.parley.message.Evidence;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.message.Tier;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.Scope;
import io.parley.query.Span;
import io.parley.query.Than;
import io.parley.trust.Identity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose answers become protocols. */
final class TaughtByTest {
  private static final String WORDS = "How hot is boiler 3?";

  @TempDir Path folder;
  private final Plant plant = Plant.withBoilers();

  @Test
  void anExpertTeachesNothingUnlessItsPrincipalIsTrustedWithIt() throws Exception {
    assertEquals(0, learnt(Set.of(), Route.EXPERT, new FoundBy.Expert("exp1")));
    assertEquals(0, learnt(Set.of("exp2"), Route.EXPERT, new FoundBy.Expert("exp1")));
    assertEquals(0, learnt(Set.of("exp1"), Route.EXPERT, new FoundBy.Expert("")));
    assertEquals(1, learnt(Set.of("exp1"), Route.EXPERT, new FoundBy.Expert("exp1")));
    assertEquals(1, learnt(Set.of("*"), Route.EXPERT, new FoundBy.Expert("")));
  }

  @Test
  void anExpertThatCallsItselfAModelTeachesNothing() throws Exception {
    assertEquals(0, learnt(Set.of(), Route.MODEL, new FoundBy.Expert("exp1")));
    assertEquals(0, learnt(Set.of(), Route.CACHE, new FoundBy.Expert("exp1")));
  }

  @Test
  void whatWasFoundHereOrAboveTeaches() throws Exception {
    assertEquals(1, learnt(Set.of(), Route.MODEL, FoundBy.THIS_NODE));
    assertEquals(1, learnt(Set.of(), Route.MODEL, FoundBy.ABOVE));
    assertEquals(0, learnt(Set.of("*"), Route.EXPERT, FoundBy.ABOVE));
  }

  @Test
  void aQueryTeachesWhereItAsksWhatOneFactSaysNow() throws Exception {
    Query value = Query.of(Find.VALUE, Scope.ALL);

    assertEquals(1, taught(value));
    assertEquals(0, taught(value.over(new Span.Last(Duration.ofHours(1)))));
    assertEquals(0, taught(value.than(new Than.OwnLimit())));
    assertEquals(0, taught(Query.of(Find.MAX, Scope.ALL)));
  }

  private int taught(Query query) throws Exception {
    return learnt(
        Set.of(), Plant.asked(Question.ofText(WORDS)), Route.QUERY, query, FoundBy.THIS_NODE);
  }

  @Test
  void theFactsThatAnAskerBroughtTeachNothing() throws Exception {
    Evidence brought = plant.fact("boiler 3 temperature").evidence();
    Question question = Question.ofText(WORDS).passedOn(null, List.of(), List.of(brought));

    assertEquals(
        0, learnt(Set.of("*"), Plant.asked(question), Route.MODEL, null, FoundBy.THIS_NODE));
  }

  private int learnt(Set<String> from, Route route, FoundBy foundBy) throws Exception {
    return learnt(from, Plant.asked(Question.ofText(WORDS)), route, null, foundBy);
  }

  /** How many protocols two exchanges become. */
  private int learnt(
      Set<String> from, Asked asked, Route route, @Nullable Query query, FoundBy foundBy)
      throws Exception {
    Path own = folder.resolve(Integer.toString(folder.toFile().list().length));
    try (Ladder ladder =
        Ladder.open(
            LadderSettings.in(own).withLearnFrom(from),
            Identity.fresh(),
            new GatewayIdentity("hall", "gw", Tier.GATEWAY),
            FactSource.NONE,
            LadderRig.CLOCK)) {
      for (int i = 0; i < 2; i++) {
        plant.talk(
            ladder,
            asked,
            "It is 81.5 °C at boiler 3.",
            "boiler 3 temperature",
            route,
            query,
            foundBy);
      }
      ladder.settled().get(60, TimeUnit.SECONDS);
      return ladder.protocols().size();
    }
  }
}
