package io.parley.ladder;

import static io.parley.ladder.LadderRig.document;
import static io.parley.ladder.LadderRig.ladderAnswer;
import static io.parley.ladder.LadderRig.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.parley.gateway.Attempt;
import io.parley.message.Question;
import io.parley.protocol.ProtocolDocument;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
  void adoptsAloneWhereTheAskerKeepsSilentOrRefuses() throws Exception {
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
}
