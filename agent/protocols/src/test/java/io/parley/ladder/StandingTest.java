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
import io.parley.protocol.ProtocolDocument;
import io.parley.routine.Contract;
import io.parley.routine.Expression;
import io.parley.trust.Identity;
import io.parley.trust.SignedLedger;
import io.parley.trust.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is held against whom, and what speaks for it. */
final class StandingTest {
  private static final String TOPIC = "plant/boiler/3/temperature";
  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();
  private final Identity identity = Identity.fresh();
  private final Shelf shelf = new Shelf(clock);
  private Standing standing;

  @BeforeEach
  void open() {
    standing = new Standing(folder, identity, "gw", shelf, clock);
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

  @Test
  void aReplyThatTheRoutineGivesTooIsRight() throws IOException {
    Kept kept = keep(true);
    reply(kept, Map.of("n", 7));
    assertEquals(List.of(verdict(kept, true, Verdict.Check.REEXECUTION)), ledger());
    assertEquals(1, standing.reputation().of("other", kept.cid().text()).good(), 0.01);
  }

  @Test
  void aReplyThatTheRoutineContradictsIsWrong() throws IOException {
    Kept kept = keep(true);
    reply(kept, Map.of("n", 8));
    assertEquals(List.of(verdict(kept, false, Verdict.Check.REEXECUTION)), ledger());
    assertEquals(1, standing.reputation().of("other", kept.cid().text()).bad(), 0.01);
  }

  @Test
  void aReplyThatBreaksTheSchemaIsWrongEvenWhereNoRoutineIsKnown() throws IOException {
    Kept kept = keep(false);
    reply(kept, Map.of("n", "seven"));
    assertEquals(List.of(verdict(kept, false, Verdict.Check.VALIDATION)), ledger());
    assertEquals(1, standing.reputation().of("other", kept.cid().text()).bad(), 0.01);
  }

  @Test
  void aReplyThatCannotBeCheckedIsNeitherRightNorWrong() throws IOException {
    reply(keep(false), Map.of("n", 8));
    assertEquals(List.of(), ledger());
    assertEquals(List.of(), standing.reputation().all());
  }

  private Kept keep(boolean routine) throws IOException {
    byte[] document = LadderRig.document("first", "");
    Kept kept = shelf.put(Contract.of(ProtocolDocument.read(document)));
    if (routine) {
      String text = "{\"n\": body.n}";
      kept.ready(new Kept.Ready(Expression.of(text), text));
    }
    return kept;
  }

  /** What another agent said to the body {@code {"n": 7}}. */
  private void reply(Kept kept, Object data) {
    Question question = Question.ofProtocol(kept.cid().text(), Map.of("n", 7));
    Answer answer =
        Answer.by(new By("other", Tier.SENSOR, null, null, kept.cid().text()))
            .answered(Route.EXPERT, null)
            .data(data)
            .build();
    standing.check(asked(question), List.of(), answer);
  }

  private Verdict verdict(Kept kept, boolean held, Verdict.Check check) {
    return new Verdict(clock.instant(), "other", kept.cid().text(), held, check);
  }

  private List<Verdict> ledger() throws IOException {
    return new SignedLedger(folder.resolve("ledger"), identity).read();
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
    Answer answer =
        Answer.by(new By("other", Tier.SENSOR, null, null, null))
            .answered(Route.EXPERT, "all is well")
            .evidence(List.of(new Evidence(TOPIC, "", said, "°C", now.minus(ago))))
            .build();
    standing.check(asked(question), List.of(fact), answer);
  }

  private Asked asked(Question question) {
    Instant now = clock.instant();
    return new Asked(question, "", "c", "p", "r", "", now, now.plusSeconds(30), null);
  }
}
