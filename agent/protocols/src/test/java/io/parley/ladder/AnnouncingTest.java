package io.parley.ladder;

import static io.parley.ladder.LadderRig.TOPICS;
import static io.parley.ladder.LadderRig.attempt;
import static io.parley.ladder.LadderRig.document;
import static io.parley.ladder.LadderRig.nak;
import static io.parley.ladder.LadderRig.protocol;
import static io.parley.ladder.LadderRig.settle;
import static io.parley.ladder.LadderRig.text;
import static io.parley.ladder.LadderRig.words;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.gateway.Attempt;
import io.parley.message.Nak;
import io.parley.mqtt.MqttMessage;
import io.parley.protocol.Cid;
import io.parley.routine.RoutineException;
import io.parley.routine.Trial;
import io.parley.trust.Identity;
import io.parley.trust.Signed;
import io.parley.trust.Signers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnnouncingTest {
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
  void announcesWhatASecondNodeTakesAfterItsVectorsPassed() throws Exception {
    Ladder one = rig.ladder("a");
    rig.connect(one, "gw-a");
    rig.adoptTemperature(one);
    Cid cid = one.protocols().get(0).cid();
    MqttMessage retained = rig.broker.retained().get("parley/v1/hall/protocol/" + cid);
    assertNotNull(retained);
    assertTrue(cid.names(retained.payload()));

    Ladder two =
        rig.ladder(
            "b", Identity.fresh(), new Signers.Listed(Set.of(rig.identity.key().id())), Trial.HERE);
    rig.connect(two, "gw-b");
    settle(two);
    assertEquals("It is 71.0 °C at boiler 2.", words(two, "how hot is boiler 2").text());
  }

  @Test
  void whatSomebodyReplacesOrClearsOnItsOwnBrokerIsPutBack() throws Exception {
    rig.broker.node = true;
    Ladder one = rig.ladder("a");
    rig.connect(one, "gw-a");
    rig.adoptTemperature(one);
    List<MqttMessage> before = List.copyOf(rig.broker.retained().values());
    assertEquals(4, before.size());

    for (String payload : List.of("", "{}", "nonsense")) {
      for (MqttMessage ours : before) {
        rig.broker.publish(
            FakeBroker.stamped(
                MqttMessage.retained(ours.topic(), payload.getBytes(UTF_8), "x"), "m", "mallory"));
        settle(one);
        assertArrayEquals(
            ours.payload(), rig.broker.retained().get(ours.topic()).payload(), ours.topic());
      }
    }
  }

  @Test
  void onABrokerOfOthersNothingIsPutBack() throws Exception {
    Ladder one = rig.ladder("a");
    rig.connect(one, "gw-a");
    rig.adoptTemperature(one);
    String state = "parley/v1/hall/protocol/" + one.protocols().get(0).cid() + "/state";

    rig.broker.publish(
        FakeBroker.stamped(MqttMessage.retained(state, new byte[0], "x"), "m", "mallory"));
    settle(one);

    assertEquals(0, rig.broker.retained().get(state).payload().length);
  }

  @Test
  void takesNothingFromKeysThatAreNotTrusted() throws Exception {
    Ladder one = rig.ladder("a");
    rig.connect(one, "gw-a");
    rig.adoptTemperature(one);
    Ladder two = rig.ladder("b", Identity.fresh(), Signers.nobodyElse(), Trial.HERE);
    rig.connect(two, "gw-b");
    settle(two);
    assertEquals(List.of(), two.protocols());
  }

  @Test
  void takesNothingThatATrustedKeyDidNotSign() throws Exception {
    Identity trusted = rig.identity;
    Ladder one =
        rig.ladder(
            "a", Identity.fresh(), new Signers.Listed(Set.of(trusted.key().id())), Trial.HERE);
    rig.connect(one, "gw-a");
    byte[] document = document("first", "");
    Cid cid = Cid.of(document);
    rig.publish("protocol/" + cid, document);
    String statement = Endorsement.statement(cid, Set.of(), Set.of());
    Signed byAnother = new Signed(trusted.key(), Identity.fresh().sign(statement).signature());
    endorse(cid, new Endorsement(byAnother, Set.of(), Set.of()));
    endorse(cid, Endorsement.by(trusted, Cid.of(new byte[3]), Set.of(), Set.of()));
    Endorsement good = Endorsement.by(trusted, cid, Set.of(), Set.of());
    endorse(cid, new Endorsement(good.signed(), Set.of(Cid.of(new byte[4])), Set.of()));
    settle(one);
    assertEquals(Map.of("forged-signature", 3L), one.refusals());
    assertEquals(List.of(), one.protocols());
    endorse(cid, good);
    settle(one);
    assertEquals(cid, one.protocols().get(0).cid());
  }

  private void endorse(Cid cid, Endorsement endorsement) {
    rig.publish(
        "protocol/" + cid + "/sig/" + endorsement.signed().key().id(),
        Payloads.bytes(endorsement.tree()));
  }

  @Test
  void takesNoRoutineThatFailsInQuarantine() throws Exception {
    Ladder one = rig.ladder("a");
    rig.connect(one, "gw-a");
    rig.adoptTemperature(one);
    Ladder two =
        rig.ladder(
            "b",
            Identity.fresh(),
            new Signers.Listed(Set.of(rig.identity.key().id())),
            (document, expression) -> {
              throw new RoutineException("time", "too long");
            });
    rig.connect(two, "gw-b");
    settle(two);
    assertFalse(two.protocols().get(0).routine());
    assertEquals(Map.of("time", 1L), two.refusals());
    String cid = two.protocols().get(0).cid().text();
    assertEquals(Nak.UNSUPPORTED, nak(protocol(two, cid, Map.of("place", "boiler 3"))));
    assertEquals(Attempt.NOTHING, attempt(two, "how hot is boiler 2"));
  }

  @Test
  void refusesBadDocumentsAndServesTheNextQuestion() throws Exception {
    Ladder one = rig.ladder("a", rig.identity, new Signers.Anybody(), Trial.HERE);
    rig.connect(one, "gw-a");
    rig.adoptTemperature(one);
    byte[] good = document("first", "");
    rig.publish("protocol/" + Cid.of(new byte[3]), good);
    byte[] huge = new byte[10 * 1024 * 1024];
    rig.publish("protocol/" + Cid.of(huge), huge);
    byte[] noSchema = text(good).replace("\"number\"", "\"wish\"").getBytes(UTF_8);
    rig.publish("protocol/" + Cid.of(noSchema), noSchema);
    byte[] contradicts =
        text(good).replace("\"reply\": {\"n\": 1}", "\"reply\": {\"n\": \"x\"}").getBytes(UTF_8);
    rig.publish("protocol/" + Cid.of(contradicts), contradicts);
    byte[] writes = text(good).replace("read-only", "writes").getBytes(UTF_8);
    rig.publish("protocol/" + Cid.of(writes), writes);
    byte[] expired =
        text(good).replace("effects:", "expires: 2026-11-21T07:59:59Z\neffects:").getBytes(UTF_8);
    rig.publish("protocol/" + Cid.of(expired), expired);
    Cid cid = Cid.of(good);
    rig.publish("protocol/" + cid, good);
    byte[] loops = "($f := function($x) { $f($x) }; $f(1))".getBytes(UTF_8);
    rig.publish("protocol/" + cid + "/routine/" + Cid.of(loops), loops);
    rig.publish("protocol/" + cid + "/routine/" + Cid.of(new byte[4]), loops);
    settle(one);
    assertEquals(
        Map.of(
            "size", 1L, "schema", 1L, "vectors", 1L, "effects", 1L, "expired", 1L, "lambda", 1L,
            "id", 2L),
        one.refusals());
    assertInstanceOf(Attempt.Found.class, attempt(one, "how hot is boiler 2"));
  }

  @Test
  void handsOutADocumentById() throws Exception {
    Ladder one = rig.ladder("a");
    rig.connect(one, "gw-a");
    FakeBroker.Session desk = rig.broker.session("desk");
    var unused =
        desk.subscribe(
            io.parley.mqtt.Subscription.live(TOPICS.to("hall", "gw-a")),
            message -> one.reply(message).ifPresent(rig.broker::publish));
    Cid cid = one.announce(document("first", ""), null);
    Ladder two = rig.ladder("other", "b", Identity.fresh(), new Signers.Anybody(), Trial.HERE);
    two.connect(rig.broker.session("gw-b"), TOPICS, agent -> false).join();
    assertFalse(two.fetch(Cid.of(new byte[5]), "gw-x").get(60, TimeUnit.SECONDS));
    Ladder three = rig.ladder("c", Identity.fresh(), new Signers.Anybody(), Trial.HERE);
    three.connect(rig.broker.session("gw-c"), TOPICS, agent -> false).join();
    assertTrue(three.fetch(cid, "gw-a").get(60, TimeUnit.SECONDS));
    assertEquals(cid, three.protocols().get(0).cid());
  }
}
