package io.parley.mqttentrance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.mqtt.MqttMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LifespanTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static Lifespan of(String at) {
    List<Map.Entry<String, String>> stamps =
        List.of(Map.entry("parley-at", at), Map.entry("parley-expiry", "30"));
    MqttMessage message =
        new MqttMessage("parley/v1/s/ask/any", new byte[0], false, null, null, null, 99L, stamps);
    return Lifespan.of(message, null, true, NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T11:59:58.123Z",
        "2024-02-29T00:00:00.000Z",
        "2026-11-21T11:59:58Z",
        "2026-11-21T11:59:58.123456Z"
      })
  void livesFromWhenTheBrokerTookIt(String at) {
    assertEquals(new Lifespan(Instant.parse(at), Instant.parse(at).plusSeconds(30)), of(at));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-02-30T11:59:58.123Z",
        "2026-11-21T24:59:58.123Z",
        "2026-11-21T11:59:58.1x3Z",
        "2026-11-21 11:59:58.123Z",
        "2026-11-21T12:00:00.001Z"
      })
  void livesFromNowWhereThatIsNoTimeOrStillToCome(String at) {
    assertEquals(NOW, of(at).received());
  }
}
