package io.parley.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
      String url = address(node, "coap:");
      try (CoapDevice other = CoapDevice.at(url)) {
        String said = CoapSensor.measureAndAsk(url);
        // What is published is read beside what is asked.
        for (int i = 0; i < 400 && !said.contains("81.5"); i++) {
          said = CoapSensor.measureAndAsk(url);
        }
        assertEquals("plant 1 boiler 3 temperature: 81.5 °C", said);
        byte[] last = other.read("plant1/boiler/3/temperature").get(20, TimeUnit.SECONDS);
        assertEquals("81.5", new String(last, UTF_8));
      }
    }
  }

  private static String address(Node node, String scheme) {
    return node.addresses().stream()
        .filter(address -> address.startsWith(scheme))
        .findFirst()
        .orElseThrow();
  }
}
