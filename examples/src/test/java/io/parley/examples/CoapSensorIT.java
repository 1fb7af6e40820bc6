package io.parley.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.parley.coap.CoapDevice;
import io.parley.config.Settings;
import io.parley.message.Tier;
import io.parley.node.Node;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CoapSensorIT {
  @TempDir Path data;

  @Test
  void theSensorsValuesReachTheGatewayAndItsQuestionIsAnswered() throws Exception {
    Settings settings =
        Settings.builder()
            .site("plant1")
            .port(0)
            .coapPort(0)
            .httpPort(0)
            .data(data)
            .model("none")
            .build();
    try (Node node = Node.start(settings, Tier.GATEWAY, Clock.systemUTC())) {
      String url =
          node.addresses().stream()
              .filter(address -> address.startsWith("coap:"))
              .findFirst()
              .orElseThrow();
      assertFalse(CoapSensor.measureAndAsk(url).isBlank());
      try (CoapDevice other = CoapDevice.at(url)) {
        byte[] last = other.read("plant1/boiler/3/temperature").get(20, TimeUnit.SECONDS);
        assertEquals("81.5", new String(last, UTF_8));
      }
    }
  }
}
