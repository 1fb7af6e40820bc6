package io.parley.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BrokerUrlTest {
  @Test
  void readsWhatIsThereAndTheUsualPortsElse() {
    BrokerUrl plain = BrokerUrl.parse("mqtt://localhost");
    assertEquals(new BrokerUrl(false, "localhost", 1883, null, null, ""), plain);
    assertNull(plain.user());

    BrokerUrl full = BrokerUrl.parse("mqtts://carl:p%40ss%2F+@[::1]:9999/plant1/");
    assertEquals(new BrokerUrl(true, "[::1]", 9999, "carl", "p@ss/+", "plant1"), full);
    assertEquals(8883, BrokerUrl.parse("ssl://host").port());
    assertEquals("ann", BrokerUrl.parse("tcp://ann@host").user());
  }

  @Test
  void showsNeitherUserNorPassword() {
    assertEquals("mqtt://h:1/site", BrokerUrl.parse("mqtt://u:geheim@h:1/site").toString());
    for (String bad :
        List.of(
            "mqtt://u:geheim@h:70000",
            "http://u:geheim@h",
            "mqtt://u:geheim@",
            "mqtt://u:geheim@h h")) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> BrokerUrl.parse(bad), bad);
      assertFalse(String.valueOf(refused.getMessage()).contains("geheim"), refused.getMessage());
    }
  }

  @Test
  void waitsWithinItsBoundsAndLongerAfterLongWaits() {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));
    Random random = new Random(7);
    Duration last = backoff.least();
    long longest = 0;
    for (int i = 0; i < 1000; i++) {
      Duration next = backoff.next(last, random);
      assertTrue(next.toMillis() >= 100 && next.toMillis() <= 2000, next.toString());
      assertTrue(next.toMillis() <= Math.max(100, 3 * last.toMillis()), next + " after " + last);
      longest = Math.max(longest, next.toMillis());
      last = next;
    }
    assertTrue(longest > 1000, "it reaches long waits");
    assertThrows(
        IllegalArgumentException.class,
        () -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
  }

  @Test
  void refusesSettingsOutOfRange() {
    SessionOptions options = SessionOptions.of(BrokerUrl.parse("mqtt://h"), "me");
    assertThrows(
        IllegalArgumentException.class, () -> options.withKeepAlive(Duration.ofMillis(10)));
    assertThrows(
        IllegalArgumentException.class, () -> options.withSessionExpiry(Duration.ofDays(2)));
    assertThrows(
        IllegalArgumentException.class,
        () -> SessionOptions.of(BrokerUrl.parse("mqtt://h"), "not an id"));
  }
}
