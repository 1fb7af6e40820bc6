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
  @ValueSource(longs = {0, 1, 123, 86_400_000})
  void livesFromWhenTheBrokerTookIt(long ago) {
    Instant at = NOW.minusMillis(ago);
    assertEquals(new Lifespan(at, at.plusSeconds(30)), of(Long.toString(at.toEpochMilli())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "2026-11-21T11:59:58.123Z",
        "1795262398123.5",
        "99999999999999999999",
        "9223372036854775807"
      })
  void livesFromNowWhereThatIsNoTimeOrStillToCome(String at) {
    assertEquals(NOW, of(at).received());
  }
}
