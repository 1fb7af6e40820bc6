package io.parley.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.config.Settings;
import io.parley.message.Tier;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.node.Node;
import io.parley.paho.PahoSession;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StockPriceIT {
  @TempDir Path data;

  @Test
  void talkBecomesAProtocolAndANakFallsBackToWords() throws Exception {
    Settings settings =
        Settings.builder()
            .site("plant1")
            .port(0)
            .coapPort(0)
            .httpPort(0)
            .data(data)
            .model("none")
            .addIngest("market/#")
            .build();
    try (Node node = Node.start(settings, Tier.GATEWAY, Clock.systemUTC())) {
      String url =
          node.addresses().stream().filter(a -> a.startsWith("mqtt:")).findFirst().orElseThrow();
      publish(url, Map.of("acme", "12.5", "globex", "99.25"));
      List<String> story = StockPrice.tell(url + "/plant1");
      assertEquals("query: acme price: 12.5", story.get(0));
      assertEquals("query: globex price: 99.25", story.get(1));
      String acme = "routine: acme price: 12.5 {place=acme, quantity=price, value=12.5}";
      assertEquals(acme, story.get(2));
      assertEquals(acme, story.get(3));
      assertEquals("nak: malformed", story.get(4));
      assertEquals("nak: unknown-protocol", story.get(5));
      assertTrue(story.get(6).endsWith(": globex price: 99.25"), story.get(6));
    }
  }

  static void publish(String url, Map<String, String> prices) throws Exception {
    try (MqttSession market = PahoSession.of(SessionOptions.of(BrokerUrl.parse(url), "market"))) {
      market.connect().get(30, TimeUnit.SECONDS);
      for (Map.Entry<String, String> price : prices.entrySet()) {
        market
            .publish(
                MqttMessage.of(
                    "market/" + price.getKey() + "/price", price.getValue().getBytes(UTF_8)))
            .get(30, TimeUnit.SECONDS);
      }
    }
  }
}
