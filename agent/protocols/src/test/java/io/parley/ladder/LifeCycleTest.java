package io.parley.ladder;

import static io.parley.ladder.LadderRig.active;
import static io.parley.ladder.LadderRig.attempt;
import static io.parley.ladder.LadderRig.document;
import static io.parley.ladder.LadderRig.entry;
import static io.parley.ladder.LadderRig.nak;
import static io.parley.ladder.LadderRig.protocol;
import static io.parley.ladder.LadderRig.settle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.gateway.Attempt;
import io.parley.message.Nak;
import io.parley.protocol.Cid;
import io.parley.routine.Trial;
import io.parley.trust.Identity;
import io.parley.trust.Signers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LifeCycleTest {
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
  void honoursARevocationAtOnceAndAfterBeingAway() throws Exception {
    Ladder one = rig.ladder("a");
    rig.connect(one, "gw-a");
    rig.adoptTemperature(one);
    Cid cid = one.protocols().get(0).cid();
    Signers trusted = new Signers.Listed(Set.of(rig.identity.key().id()));
    Ladder two = rig.ladder("b", Identity.fresh(), trusted, Trial.HERE);
    rig.connect(two, "gw-b");
    settle(two);
    long before = two.generation();
    one.revoke(cid);
    settle(two);
    assertEquals(Nak.UNKNOWN_PROTOCOL, nak(protocol(two, cid.text(), Map.of("place", "boiler 3"))));
    assertEquals(Attempt.NOTHING, attempt(two, "how hot is boiler 2"));
    assertTrue(two.generation() > before);

    Ladder late = rig.ladder("c", Identity.fresh(), trusted, Trial.HERE);
    rig.connect(late, "gw-c");
    settle(late);
    assertEquals(LifeState.REVOKED, late.protocols().get(0).state());
  }

  @Test
  void ignoresAForgedSignatureAndAForgedState() throws Exception {
    Ladder one = rig.ladder("a");
    rig.connect(one, "gw-a");
    rig.adoptTemperature(one);
    Cid cid = one.protocols().get(0).cid();
    Identity stranger = Identity.fresh();
    StateStatement forged =
        new StateStatement(
            LifeState.REVOKED,
            null,
            Plant.NOW.plusSeconds(9),
            new io.parley.trust.Signed(rig.identity.key(), stranger.sign("x").signature()));
    rig.publish("protocol/" + cid + "/state", Payloads.bytes(forged.tree()));
    StateStatement stranged =
        StateStatement.by(stranger, cid, LifeState.REVOKED, null, Plant.NOW.plusSeconds(9));
    rig.publish("protocol/" + cid + "/state", Payloads.bytes(stranged.tree()));
    rig.publish("protocol/" + cid + "/sig/" + stranger.key().id(), "{}".getBytes(UTF_8));
    settle(one);
    assertEquals(LifeState.ACTIVE, one.protocols().get(0).state());
    assertEquals(Map.of("forged-signature", 1L, "signer", 1L, "signature", 1L), one.refusals());
    assertInstanceOf(Attempt.Found.class, attempt(one, "how hot is boiler 2"));
  }

  @Test
  void aSignatureOverAnotherStateOrAnotherProtocolIsFalse() throws Exception {
    Ladder one = rig.ladder("a");
    rig.connect(one, "gw-a");
    Cid cid = one.announce(document("first", ""), null);
    Cid other = one.announce(document("second", ""), null);
    Instant later = Plant.NOW.plusSeconds(9);
    StateStatement active = StateStatement.by(rig.identity, cid, LifeState.ACTIVE, null, later);
    say(cid, new StateStatement(LifeState.REVOKED, null, later, active.signed()));
    say(cid, StateStatement.by(rig.identity, other, LifeState.REVOKED, null, later));
    settle(one);
    assertEquals(Map.of("forged-signature", 2L), one.refusals());
    assertEquals(LifeState.ACTIVE, entry(one, cid).state());
    say(cid, StateStatement.by(rig.identity, cid, LifeState.REVOKED, null, later));
    settle(one);
    assertEquals(LifeState.REVOKED, entry(one, cid).state());
  }

  private void say(Cid cid, StateStatement statement) {
    rig.publish("protocol/" + cid + "/state", Payloads.bytes(statement.tree()));
  }

  @Test
  void refusesACircleOfSuccessors() throws Exception {
    Ladder one = rig.ladder("a");
    rig.connect(one, "gw-a");
    Cid first = one.announce(document("first", ""), null);
    Cid second = one.announce(document("second", ""), null);
    rig.state(first, second, 1);
    rig.state(second, first, 2);
    settle(one);
    assertEquals(Map.of("supersedes", 1L), one.refusals());
    assertEquals(LifeState.ACTIVE, entry(one, second).state());
    assertEquals(LifeState.SUPERSEDED, entry(one, first).state());
  }

  @Test
  void aDocumentThatSupersedesPutsTheOldOneBehind() throws Exception {
    Ladder one = rig.ladder("a");
    Cid first = one.announce(document("first", ""), "{\"n\": body.n}");
    Cid second = one.announce(document("second", "supersedes: " + first + "\n"), "{\"n\": body.n}");
    assertEquals(LifeState.SUPERSEDED, entry(one, first).state());
    assertEquals(second, entry(one, first).successor());
    Attempt.Found found =
        assertInstanceOf(Attempt.Found.class, protocol(one, first.text(), Map.of("n", 1)));
    assertEquals(second.text(), found.source().protocol());
  }

  @Test
  void twoSitesThatFindTheSameApartKeepTheSameOne() throws Exception {
    Identity other = Identity.fresh();
    Ladder one =
        rig.ladder("a", rig.identity, new Signers.Listed(Set.of(other.key().id())), Trial.HERE);
    Ladder two =
        rig.ladder("b", other, new Signers.Listed(Set.of(rig.identity.key().id())), Trial.HERE);
    rig.adoptTemperature(one);
    for (int i = 0; i < 2; i++) {
      rig.plant.talk(
          two, "how hot is boiler 2", "It is 71.0 °C at boiler 2.", "boiler 2 temperature");
    }
    settle(two);
    assertFalse(one.protocols().get(0).cid().equals(two.protocols().get(0).cid()));
    rig.connect(one, "gw-a");
    rig.connect(two, "gw-b");
    settle(one);
    settle(two);
    settle(one);
    assertEquals(1, active(one).size());
    assertEquals(active(one), active(two));
  }
}
