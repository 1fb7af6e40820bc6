package io.parley.ladder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.gateway.Asked;
import io.parley.knowledge.Fact;
import io.parley.knowledge.MovableClock;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Evidence;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.message.Tier;
import io.parley.trust.Identity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose evidence is held against it. */
final class StandingTest {
  private static final String TOPIC = "plant/boiler/3/temperature";
  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();
  private Standing standing;

  @BeforeEach
  void open() {
    standing = new Standing(folder, Identity.fresh(), "gw", new Shelf(clock), clock);
  }

  @Test
  void aValueThatWasNeverSeenInItsTimeIsHeldAgainstWhoSaysIt() {
    check(20, Duration.ofMinutes(5), Duration.ofMinutes(1));
    assertEquals(1, standing.reputation().all().get(0).bad(), 0.01);
  }

  @Test
  void aValueFromBeforeTheTimeThatIsRememberedIsNot() {
    check(20, Duration.ofMinutes(70), Duration.ofMinutes(50));
    assertEquals(List.of(), standing.reputation().all());
  }

  private void check(double said, Duration ago, Duration lastSeen) {
    Instant now = clock.instant();
    Fact fact =
        new Fact(
            TOPIC,
            "",
            "boiler 3 temperature",
            "temperature",
            81.5,
            "°C",
            now.minus(lastSeen),
            null,
            null,
            List.of(new Fact.Window(Duration.ofHours(1), 9, 80, 82, 81)));
    Question question = Question.ofText("Is all well with boiler 3?");
    Asked asked = new Asked(question, "", "c", "p", "r", "", now, now.plusSeconds(30), null);
    Answer answer =
        Answer.by(new By("other", Tier.SENSOR, null, null, null))
            .answered(Route.EXPERT, "all is well")
            .evidence(List.of(new Evidence(TOPIC, "", said, "°C", now.minus(ago))))
            .build();
    standing.check(asked, List.of(fact), answer);
  }
}
