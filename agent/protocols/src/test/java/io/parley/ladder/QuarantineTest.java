package io.parley.ladder;

import static io.parley.ladder.LadderRig.document;
import static io.parley.ladder.LadderRig.protocol;
import static io.parley.ladder.LadderRig.settle;
import static io.parley.ladder.LadderRig.words;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.gateway.Attempt;
import io.parley.gateway.GatewayIdentity;
import io.parley.message.Nak;
import io.parley.message.Tier;
import io.parley.protocol.Cid;
import io.parley.routine.RoutineException;
import io.parley.routine.Trial;
import io.parley.trust.Identity;
import io.parley.trust.Signers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A routine that takes its time is waited for by nobody but those behind it. */
final class QuarantineTest {
  private static final String SAME = "{\"n\": $$.body.n}";

  @TempDir Path folder;
  private LadderRig rig;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  /** As slow as the test wants; the vectors are run for real after that. */
  private final Trial slow =
      (document, expression) -> {
        begun.countDown();
        try {
          assertTrue(released.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new RoutineException("child", "interrupted");
        }
        Trial.HERE.require(document, expression);
      };

  @BeforeEach
  void open() {
    rig = new LadderRig(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void whileARoutineIsExaminedTheLadderClimbsAndAnswers() throws Exception {
    Ladder ladder = rig.ladder("a", Identity.fresh(), new Signers.Anybody(), slow);
    rig.connect(ladder, "gw-a");
    Cid cid = announced(document("slow", ""), SAME);
    assertTrue(begun.await(60, TimeUnit.SECONDS));

    adoptTemperature(ladder);
    assertEquals("It is 71.0 °C at boiler 2.", words(ladder, "how hot is boiler 2").text());
    assertEquals(Nak.UNSUPPORTED, LadderRig.nak(protocol(ladder, cid.text(), Map.of("n", 7))));

    released.countDown();
    settle(ladder);
    Attempt.Found found =
        assertInstanceOf(Attempt.Found.class, protocol(ladder, cid.text(), Map.of("n", 7)));
    assertEquals(Map.of("n", 7), found.data());
    assertEquals(Map.of(), ladder.refusals());
  }

  @Test
  void whatFindsNoRoomIsRefusedByRuleAndTakenWhenItComesAgain() throws Exception {
    LadderSettings usual = LadderSettings.in(folder.resolve("few"));
    LadderSettings two =
        new LadderSettings(
            usual.folder(),
            new Signers.Anybody(),
            usual.learnFrom(),
            usual.effects(),
            usual.passing(),
            usual.adoptAfter(),
            usual.retireAfter(),
            2,
            usual.negotiation(),
            slow);
    try (Ladder ladder =
        Ladder.open(
            two,
            Identity.fresh(),
            new GatewayIdentity("hall", "gw-few", Tier.GATEWAY),
            rig.plant,
            LadderRig.CLOCK)) {
      rig.connect(ladder, "gw-few");
      Cid cid = announced(document("slow", ""), "{\"n\": 3}");
      routine(cid, "{\"n\": 4}");
      routine(cid, SAME);
      cameThrough(ladder, document("next", ""));
      assertEquals(Map.of("busy", 1L), ladder.refusals());

      released.countDown();
      settle(ladder);
      assertEquals(Map.of("busy", 1L, "vectors", 2L), ladder.refusals());
      routine(cid, SAME);
      settle(ladder);
      assertInstanceOf(Attempt.Found.class, protocol(ladder, cid.text(), Map.of("n", 7)));
    }
  }

  private void adoptTemperature(Ladder ladder) throws Exception {
    CompletableFuture<ShelfEntry> adopted = new CompletableFuture<>();
    ladder.onChange(adopted::complete);
    for (int i = 0; i < 2; i++) {
      rig.plant.talk(
          ladder, "How hot is boiler 3?", "It is 81.5 °C at boiler 3.", "boiler 3 temperature");
    }
    assertEquals(List.of("how hot is {place}"), adopted.get(60, TimeUnit.SECONDS).phrases());
  }

  /** All that came before this has been looked at, then. */
  private void cameThrough(Ladder ladder, byte[] document) throws Exception {
    CompletableFuture<ShelfEntry> came = new CompletableFuture<>();
    ladder.onChange(
        entry -> {
          if (entry.cid().names(document)) {
            came.complete(entry);
          }
        });
    rig.publish("protocol/" + Cid.of(document), document);
    came.get(60, TimeUnit.SECONDS);
  }

  private Cid announced(byte[] document, String routine) {
    Cid cid = Cid.of(document);
    rig.publish("protocol/" + cid, document);
    routine(cid, routine);
    return cid;
  }

  private void routine(Cid cid, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    rig.publish("protocol/" + cid + "/routine/" + Cid.of(bytes), bytes);
  }
}
