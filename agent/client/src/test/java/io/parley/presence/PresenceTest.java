package io.parley.presence;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.codec.Codec;
import io.parley.message.AgentState;
import io.parley.message.AgentStatus;
import io.parley.message.Card;
import io.parley.message.Tier;
import io.parley.mqtt.MemoryBroker;
import io.parley.mqtt.MqttMessage;
import io.parley.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PresenceTest {
  private static final Topics TOPICS = new Topics();
  private static final String STATUS = "parley/v1/plant1/status/gw";
  private static final String CARD = "parley/v1/plant1/card/gw";
  private static final Card ROUTER =
      new Card(Tier.GATEWAY, true, List.of(), List.of(), List.of(), Card.Limits.UNKNOWN, 0);

  private final MemoryBroker broker = new MemoryBroker();
  private final List<Presence> open = new ArrayList<>();

  @AfterEach
  void closeAll() {
    open.forEach(Presence::close);
  }

  @Test
  void publishesCardAndStatusRetainedWithTheFirstEpoch() throws Exception {
    start(EpochStore.NONE);

    assertEquals(1, status().epoch());
    assertEquals(AgentState.ONLINE, status().state());
    Card card = new Codec().card(retained(CARD).payload());
    assertEquals(1, card.epoch());
    assertTrue(card.router());
  }

  @Test
  void takesAnEpochAboveTheStoredOne(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("deep/epoch");

    start(EpochStore.file(file)).close();
    start(EpochStore.file(file));

    assertEquals(2, status().epoch());
    assertEquals("2", Files.readString(file));
  }

  @Test
  void takesAnEpochAboveTheRetainedOneAndPutsItIntoItsWill() throws Exception {
    retain(new AgentStatus(AgentState.OFFLINE, 7, Instant.parse("2026-01-01T00:00:00Z"), null));

    Started started = startWithWill(EpochStore.NONE);

    assertEquals(8, status().epoch());
    assertEquals(AgentState.ONLINE, status().state());
    started.session.cut();
    assertEquals(8, status().epoch());
    assertEquals(AgentState.OFFLINE, status().state());
  }

  @Test
  void aLifeWithTheSameEpochCountsAsAnEarlierOne() throws Exception {
    retain(new AgentStatus(AgentState.ONLINE, 1, Instant.parse("2026-01-01T00:00:00Z"), null));

    start(EpochStore.NONE);

    assertEquals(2, status().epoch());
  }

  @Test
  void aStaleWillDoesNotBuryIt() throws Exception {
    start(EpochStore.NONE);

    retain(new AgentStatus(AgentState.OFFLINE, 1, Instant.now(), null));
    assertEquals(AgentState.ONLINE, status().state());

    retain(new AgentStatus(AgentState.OFFLINE, 0, Instant.now(), null));
    awaitState(AgentState.ONLINE);
    assertEquals(1, status().epoch());
  }

  @Test
  void anotherOnesNonsenseInItsPlaceIsReplaced() throws Exception {
    start(EpochStore.NONE);
    var other = broker.session("other");
    var unused = other.connect();

    var sent = other.publish(MqttMessage.retained(STATUS, new byte[] {'x'}, "text/plain"));

    assertTrue(sent.isDone());
    assertEquals(AgentState.ONLINE, status().state());
  }

  @Test
  void comesBackAfterTheLineWasCut() throws Exception {
    Started started = startWithWill(EpochStore.NONE);
    started.session.cut();
    assertEquals(AgentState.OFFLINE, status().state());

    started.session.connect().get(5, SECONDS);

    assertEquals(AgentState.ONLINE, status().state());
  }

  @Test
  void saysHowBusyItIsWhenThatChanges() throws Exception {
    Presence presence = start(EpochStore.NONE);

    presence.load(() -> new AgentStatus.Load(3, 12.5));

    awaitLoad(new AgentStatus.Load(3, 12.5));
  }

  @Test
  void drainsAndLeaves() throws Exception {
    Presence presence = start(EpochStore.NONE);

    presence.state(AgentState.DRAINING);
    assertEquals(AgentState.DRAINING, status().state());

    presence.leave().get(5, SECONDS);
    assertEquals(AgentState.OFFLINE, status().state());
  }

  @Test
  void changesItsCard() throws Exception {
    Presence presence = start(EpochStore.NONE);

    presence.changeCard(card -> Cards.withSubjects(card, List.of("boiler/+")));

    assertEquals(List.of("boiler/+"), new Codec().card(retained(CARD).payload()).subjects());
  }

  @Test
  void takesTheGreatestEpochThatItMayHaveHadAndNoGreaterOne() throws Exception {
    start(EpochStore.NONE);

    retain(new AgentStatus(AgentState.OFFLINE, 1 + (1 << 20) + 1, Instant.now(), null));
    awaitState(AgentState.ONLINE);
    assertEquals(1, status().epoch());

    retain(new AgentStatus(AgentState.OFFLINE, 1 + (1 << 20), Instant.now(), null));
    awaitState(AgentState.ONLINE);
    assertEquals(2 + (1 << 20), status().epoch());
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775806", "9223372036854775807", "9007199254740992", "-1"})
  void startsWhateverEpochIsRetainedInItsPlace(String epoch) throws Exception {
    put(STATUS, "{'state':'offline','epoch':%s,'at':'2026-01-01T00:00:00Z'}".formatted(epoch));
    put(CARD, "{'tier':'hub','router':false,'epoch':%s}".formatted(epoch));

    start(EpochStore.NONE);

    assertEquals(1, status().epoch());
    assertEquals(AgentState.ONLINE, status().state());
    assertEquals(1, new Codec().card(retained(CARD).payload()).epoch());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-9223372036854775808", "9223372036854775807", "9007199254740993", "x", ""})
  void aBadEpochFileCountsAsNone(String epoch, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("epoch");
    Files.writeString(file, epoch);

    start(EpochStore.file(file));

    assertEquals(1, status().epoch());
    assertEquals("1", Files.readString(file));
  }

  @Test
  void theGreatestEpochIsFollowedByItself(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("epoch");
    Files.writeString(file, "9007199254740991");
    Instant earlier = Instant.parse("2026-01-01T00:00:00Z");

    start(EpochStore.file(file)).close();
    start(EpochStore.file(file)).close();
    retain(new AgentStatus(AgentState.OFFLINE, AgentStatus.MOST_EPOCH, earlier, null));
    start(EpochStore.file(file));

    awaitState(AgentState.ONLINE);
    assertEquals(AgentStatus.MOST_EPOCH, status().epoch());
    assertEquals("9007199254740992", Files.readString(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'tier':'hub','router':false,'epoch':1}", "nonsense", ""})
  void aCardThatSomebodyElsePutInItsPlaceIsReplaced(String forged) throws Exception {
    start(EpochStore.NONE);
    byte[] ours = retained(CARD).payload();

    put(CARD, forged);

    long until = System.nanoTime() + SECONDS.toNanos(10);
    while ((broker.retained(CARD) == null || !Arrays.equals(ours, retained(CARD).payload()))
        && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertArrayEquals(ours, retained(CARD).payload());
  }

  private void put(String topic, String json) {
    var other = broker.session("other");
    var unused = other.connect();
    byte[] payload = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    assertTrue(other.publish(MqttMessage.retained(topic, payload, "application/json")).isDone());
    other.close();
  }

  private record Started(Presence presence, MemoryBroker.MemorySession session) {}

  private Presence start(EpochStore store) throws Exception {
    return startWithWill(store).presence;
  }

  private Started startWithWill(EpochStore store) throws Exception {
    Presence presence = new Presence(TOPICS, "plant1", "gw", store, Clock.systemUTC());
    open.add(presence);
    MemoryBroker.MemorySession session = broker.session("gw", presence::will);
    session.connect().get(5, SECONDS);
    presence.start(session, ROUTER).get(5, SECONDS);
    return new Started(presence, session);
  }

  private void retain(AgentStatus status) {
    var other = broker.session("other");
    var unused = other.connect();
    var sent =
        other.publish(MqttMessage.retained(STATUS, Codec.encode(status), "application/json"));
    assertTrue(sent.isDone());
    other.close();
  }

  private AgentStatus status() throws Exception {
    return new Codec().status(retained(STATUS).payload());
  }

  private MqttMessage retained(String topic) {
    MqttMessage message = broker.retained(topic);
    assertNotNull(message, topic);
    return message;
  }

  private void awaitState(AgentState wanted) throws Exception {
    long until = System.nanoTime() + SECONDS.toNanos(10);
    while (status().state() != wanted && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertEquals(wanted, status().state());
  }

  private void awaitLoad(AgentStatus.Load wanted) throws Exception {
    long until = System.nanoTime() + SECONDS.toNanos(10);
    while (!wanted.equals(status().load()) && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertEquals(wanted, status().load());
    assertFalse(open.isEmpty());
  }
}
