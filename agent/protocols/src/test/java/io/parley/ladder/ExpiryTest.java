package io.parley.ladder;

import static io.parley.ladder.LadderRig.attempt;
import static io.parley.ladder.LadderRig.document;
import static io.parley.ladder.LadderRig.nak;
import static io.parley.ladder.LadderRig.protocol;
import static io.parley.ladder.LadderRig.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.gateway.Answerers;
import io.parley.gateway.Asked;
import io.parley.gateway.Attempt;
import io.parley.gateway.FactSource;
import io.parley.gateway.Gateway;
import io.parley.gateway.GatewayIdentity;
import io.parley.gateway.GatewayLimits;
import io.parley.knowledge.MovableClock;
import io.parley.message.Answer;
import io.parley.message.Nak;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.message.Tier;
import io.parley.protocol.Cid;
import io.parley.trust.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A protocol whose time passes while it is kept. */
final class ExpiryTest {
  private static final GatewayIdentity SELF = new GatewayIdentity("hall", "gw-a", Tier.GATEWAY);
  private static final Duration LIFE = Duration.ofSeconds(30);
  private static final String WORDS = "the first number 7 again";

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();
  private Ladder ladder;
  private Cid cid;

  @BeforeEach
  void keep() throws IOException {
    ladder = Ladder.open(LadderSettings.in(folder), Identity.fresh(), SELF, FactSource.NONE, clock);
    cid = announce("first", LIFE);
  }

  @AfterEach
  void close() {
    ladder.close();
  }

  @Test
  void isSpokenUntilItsTimeAndNoLonger() {
    clock.forward(LIFE.minusMillis(1));
    assertInstanceOf(Attempt.Found.class, protocol(ladder, cid.text(), Map.of("n", 7)));
    assertInstanceOf(Attempt.Found.class, attempt(ladder, WORDS));
    assertEquals(LifeState.ACTIVE, LadderRig.entry(ladder, cid).state());
    clock.forward(Duration.ofMillis(1));
    Attempt refused = protocol(ladder, cid.text(), Map.of("n", 7));
    assertEquals(Nak.UNKNOWN_PROTOCOL, nak(refused));
    assertEquals(cid + " is expired", ((Attempt.Refused) refused).why());
    assertEquals(Attempt.NOTHING, attempt(ladder, WORDS));
    assertEquals(LifeState.EXPIRED, LadderRig.entry(ladder, cid).state());
  }

  @Test
  void everyExpiryIsAChangeAndTheTimeBetweenIsNone() throws IOException {
    announce("second", LIFE.multipliedBy(2));
    long fresh = ladder.generation();
    clock.forward(LIFE.minusMillis(1));
    assertEquals(fresh, ladder.generation());
    clock.forward(Duration.ofMillis(1));
    long one = ladder.generation();
    assertTrue(one > fresh);
    assertEquals(one, ladder.generation());
    clock.forward(LIFE);
    long both = ladder.generation();
    assertTrue(both > one);
    clock.forward(LIFE);
    assertEquals(both, ladder.generation());
  }

  @Test
  void whatItsRoutineSaidIsNotToldFromTheCacheAfterwards() throws Exception {
    Answerers nobody = Answerers.NOBODY;
    Answerers onlyTheLadder =
        new Answerers(
            nobody.facts(),
            nobody.queries(),
            ladder,
            nobody.experts(),
            nobody.model(),
            nobody.passages(),
            nobody.upstream(),
            nobody.ledger());
    try (Gateway gateway = new Gateway(SELF, onlyTheLadder, GatewayLimits.USUAL, clock)) {
      Answer first = ask(gateway);
      assertEquals(Route.ROUTINE, first.route());
      assertEquals(cid.text(), first.by().protocol());
      clock.forward(LIFE.minusMillis(1));
      assertEquals(Route.CACHE, ask(gateway).route());
      clock.forward(Duration.ofMillis(1));
      assertEquals(Status.UNSURE, ask(gateway).status());
    }
  }

  private Cid announce(String name, Duration life) throws IOException {
    String expires = "expires: " + clock.instant().plus(life) + "\n";
    String phrase = "## Phrases\n- the %s number {n} again\n\n## Request".formatted(name);
    String source = text(document(name, expires)).replace("## Request", phrase);
    return ladder.announce(source.getBytes(UTF_8), "{\"n\": body.n}");
  }

  private Answer ask(Gateway gateway) throws Exception {
    Instant now = clock.instant();
    Question question = Question.ofText(WORDS);
    Asked asked =
        new Asked(question, "", "dash", "", "answer/dash", "", now, now.plusSeconds(30), null);
    return gateway.ask(asked, interim -> {}).answer().get(60, TimeUnit.SECONDS);
  }
}
