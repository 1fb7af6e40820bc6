package io.parley.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.parley.config.Settings;
import io.parley.message.Answer;
import io.parley.message.Route;
import io.parley.message.Tier;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.node.Node;
import io.parley.paho.PahoSession;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlainSensorIT {
  @TempDir Path data;

  @Test
  void aDeviceWithoutAModelSpeaksAProtocolThatItsGatewayWrote() throws Exception {
    Settings settings =
        Settings.builder()
            .site("plant1")
            .port(0)
            .coapPort(0)
            .httpPort(0)
            .data(data)
            .model("none")
            .addIngest("plant/#")
            .build();
    try (Node node = Node.start(settings, Tier.GATEWAY, Clock.systemUTC())) {
      String url =
          node.addresses().stream().filter(a -> a.startsWith("mqtt:")).findFirst().orElseThrow();
      try (MqttSession session = PahoSession.of(SessionOptions.of(BrokerUrl.parse(url), "valve"))) {
        session.connect().get(30, TimeUnit.SECONDS);
        session
            .publish(MqttMessage.of("plant/boiler/3/temperature", "81.5".getBytes(UTF_8)))
            .get(30, TimeUnit.SECONDS);
        PlainSensor valve = PlainSensor.on(session, "plant1");
        Answer answer = valve.warmth("boiler 3");
        for (int i = 0; i < 400 && answer.by().protocol() == null; i++) {
          answer = valve.warmth("boiler 3");
        }
        assertNotNull(answer.by().protocol());
        Answer spoken = valve.warmth("boiler 3");
        assertEquals(true, spoken.ack());
        assertEquals(Route.ROUTINE, spoken.route());
        assertEquals(
            Map.of("place", "boiler 3", "quantity", "temperature", "value", 81.5),
            Map.of(
                "place", field(spoken, "place"),
                "quantity", field(spoken, "quantity"),
                "value", ((Number) field(spoken, "value")).doubleValue()));
      }
    }
  }

  private static Object field(Answer answer, String name) {
    Object value = answer.data() instanceof Map<?, ?> map ? map.get(name) : null;
    return value == null ? "" : value;
  }
}
