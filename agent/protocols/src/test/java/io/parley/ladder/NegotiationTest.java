package io.parley.ladder;

import static io.parley.ladder.LadderRig.TOPICS;
import static io.parley.ladder.LadderRig.document;
import static io.parley.ladder.LadderRig.ladderAnswer;
import static io.parley.ladder.LadderRig.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.parley.errand.Correspondence;
import io.parley.gateway.Attempt;
import io.parley.message.Nak;
import io.parley.message.Question;
import io.parley.protocol.ProtocolDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NegotiationTest {
  @TempDir Path folder;
  private LadderRig rig;

  @BeforeEach
  void open() {
    rig = new LadderRig(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void agreesWithAnAskerThatHasACard() throws Exception {
    Ladder one = rig.ladder("a");
    Peer peer = rig.peer("dashboard", document -> document);
    rig.connectWithCards(one, "gw-a", Set.of("dashboard"));
    rig.adoptTemperature(one);
    assertEquals(1, peer.protocols().size());
    Question asked = peer.question("How hot is boiler 2?");
    assertEquals(one.protocols().get(0).cid().text(), asked.protocol());
    assertInstanceOf(Attempt.Found.class, ladderAnswer(one, asked));
  }

  @Test
  void takesTheCounterProposalThatItsRoutineCanSpeak() throws Exception {
    Ladder one = rig.ladder("a");
    Peer peer =
        rig.peer(
            "dashboard",
            document ->
                document.author().equals("hall/gw-a")
                    ? ProtocolDocument.read(
                        text(document.bytes())
                            .replace("author: \"hall/gw-a\"", "author: \"dash\"")
                            .getBytes(UTF_8))
                    : document);
    rig.connectWithCards(one, "gw-a", Set.of("dashboard"));
    rig.adoptTemperature(one);
    assertEquals("dash", one.protocols().get(0).author());
    assertEquals(one.protocols().get(0).cid(), peer.protocols().get(0).cid());
  }

  @Test
  void adoptsAloneWhereTheAskerKeepsSilent() throws Exception {
    Ladder one = rig.ladder("a");
    rig.connectWithCards(one, "gw-a", Set.of("dashboard"));
    CompletableFuture<ShelfEntry> adopted = new CompletableFuture<>();
    one.onChange(adopted::complete);
    for (int i = 0; i < 2; i++) {
      rig.plant.talk(
          one, "how hot is boiler 3", "It is 81.5 °C at boiler 3.", "boiler 3 temperature");
    }
    assertEquals(LifeState.ACTIVE, adopted.get(60, TimeUnit.SECONDS).state());
  }

  @Test
  void adoptsAloneWhereTheAskerRefuses() throws Exception {
    Ladder one = rig.ladder("a");
    Peer peer = rig.peer("dashboard", NegotiationTest::refuse);
    rig.connectWithCards(one, "gw-a", Set.of("dashboard"));
    rig.adoptTemperature(one);
    assertEquals("hall/gw-a", one.protocols().get(0).author());
    assertEquals(LifeState.ACTIVE, one.protocols().get(0).state());
    assertEquals(List.of(), peer.protocols());
  }

  @Test
  void endsAtTheFirstRefusal() throws Exception {
    Negotiation.Result end = agree(NegotiationTest::refuse, other -> true);
    assertFalse(end.agreed());
    assertEquals(1, end.rounds());
    assertEquals("round-0", end.document().author());
  }

  @Test
  void endsAfterThreeRoundsWithOneWhoAlwaysWishesAnother() throws Exception {
    AtomicInteger counters = new AtomicInteger();
    Negotiation.Result end = agree(offered -> countered(offered, counters), other -> true);
    assertFalse(end.agreed());
    assertEquals(3, end.rounds());
    assertEquals(3, counters.get());
    assertEquals("round-2", end.document().author());
  }

  @Test
  void keepsItsOwnWhereNoCounterProposalCanBeSpoken() throws Exception {
    AtomicInteger counters = new AtomicInteger();
    Negotiation.Result end = agree(offered -> countered(offered, counters), other -> false);
    assertFalse(end.agreed());
    assertEquals(3, end.rounds());
    assertEquals("round-0", end.document().author());
  }

  private Negotiation.Result agree(
      UnaryOperator<ProtocolDocument> wish, Predicate<ProtocolDocument> acceptable)
      throws Exception {
    var unused = rig.peer("dashboard", wish);
    Correspondence words =
        new Correspondence(rig.broker.session("gw-a"), TOPICS, "hall", "gw-a", "ladder");
    words.start().join();
    ProtocolDocument own = ProtocolDocument.read(document("first", "author: round-0\n"));
    return new Negotiation(words, Duration.ofMinutes(3))
        .agree("dashboard", own, acceptable)
        .get(60, TimeUnit.SECONDS);
  }

  private static ProtocolDocument refuse(ProtocolDocument offered) {
    throw new AdmissionException(Nak.UNSUPPORTED, "wish", offered.name() + " is not wished for");
  }

  private static ProtocolDocument countered(ProtocolDocument offered, AtomicInteger counters) {
    String author = "author: round-" + counters.incrementAndGet();
    return ProtocolDocument.read(
        text(offered.bytes()).replaceFirst("author: .*", author).getBytes(UTF_8));
  }
}
