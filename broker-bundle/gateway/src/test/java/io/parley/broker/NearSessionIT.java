package io.parley.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.access.AccessRules;
import io.parley.access.AccessRules.Loopback;
import io.parley.access.Principal;
import io.parley.access.Rights;
import io.parley.access.Users;
import io.parley.access.Who;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.Correlation;
import io.parley.mqtt.MqttFailure;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Puback;
import io.parley.mqtt.SessionOptions;
import io.parley.mqtt.Subscription;
import io.parley.uplink.HivemqSession;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session whose messages go into the embedded broker without a packet. */
final class NearSessionIT {
  private static final String ANSWERS = "parley/v1/plant1/answer/asker";

  @AutoClose
  private final EmbeddedBroker broker =
      EmbeddedBroker.start(
          new BrokerSettings(List.of(BrokerListener.loopback(0)), null, BrokerLimits.USUAL),
          new AccessRules(Users.NONE, Loopback.OPERATOR, new Rights("parley/v1", "plant1")),
          BrokerEvents.NONE);

  @AutoClose
  private final MqttSession near =
      HivemqSession.near(
          options("gw-questions"),
          message -> broker.publish(new Who(Principal.NODE, "gw-questions"), message));

  @AutoClose private final MqttSession asker = HivemqSession.of(options("asker"));
  private final BlockingQueue<MqttMessage> heard = new LinkedBlockingQueue<>();

  private SessionOptions options(String client) {
    NodeLink link = broker.link();
    return SessionOptions.of(
        BrokerUrl.parse(link.url()).withUser(link.user(), link.password()), client);
  }

  @BeforeEach
  void connect() throws Exception {
    near.connect().get(30, SECONDS);
    asker.connect().get(30, SECONDS);
    asker.subscribe(Subscription.live(ANSWERS), heard::add).get(30, SECONDS);
  }

  @Test
  void anAnswerComesWithAllItsPropertiesAndItsStamp() throws Exception {
    MqttMessage answer =
        new MqttMessage(
            ANSWERS,
            "{}".getBytes(UTF_8),
            false,
            "application/json",
            "reply/here",
            Correlation.of(new byte[] {0, 1, -1}),
            60L,
            List.of(Map.entry("traceparent", "00-x"), Map.entry("parley-client", "another")));

    assertEquals(Puback.SUCCESS, near.publish(answer).get(30, SECONDS));

    MqttMessage got = heard.poll(30, SECONDS);
    assertNotNull(got);
    assertArrayEquals(answer.payload(), got.payload());
    assertEquals("application/json", got.contentType());
    assertEquals("reply/here", got.responseTopic());
    assertEquals(answer.correlation(), got.correlation());
    assertNotNull(got.expirySeconds());
    assertEquals("00-x", got.property("traceparent"));
    assertEquals("gw-questions", got.property("parley-client"));
  }

  @Test
  void manyAnswersComeInTheirOrder() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      var unused = near.publish(MqttMessage.of(ANSWERS, Integer.toString(i).getBytes(UTF_8)));
    }

    for (int i = 0; i < 1_000; i++) {
      MqttMessage got = heard.poll(30, SECONDS);
      assertNotNull(got);
      assertEquals(Integer.toString(i), new String(got.payload(), UTF_8));
    }
  }

  @Test
  void aRetainedMessageThatComesLiveIsToldFromOneThatWasThere() throws Exception {
    near.publish(MqttMessage.retained("hall/t", "20".getBytes(UTF_8), "text/plain"))
        .get(30, SECONDS);
    BlockingQueue<MqttMessage> telemetry = new LinkedBlockingQueue<>();
    asker.subscribe(Subscription.telemetry("hall/#"), telemetry::add).get(30, SECONDS);
    MqttMessage before = telemetry.poll(30, SECONDS);
    assertNotNull(before);
    assertTrue(before.retain());

    near.publish(MqttMessage.retained("hall/t", "21".getBytes(UTF_8), "text/plain"))
        .get(30, SECONDS);

    MqttMessage live = telemetry.poll(30, SECONDS);
    assertNotNull(live);
    assertEquals("21", new String(live.payload(), UTF_8));
    assertFalse(live.retain());
  }

  @Test
  void aTopicThatIsNoneIsRefused() {
    var refused = near.publish(MqttMessage.of("a/#", new byte[1]));

    ExecutionException failed =
        assertThrows(ExecutionException.class, () -> refused.get(30, SECONDS));
    assertEquals(0x90, assertInstanceOf(MqttFailure.class, failed.getCause()).reasonCode());
  }
}
