package io.parley.coapentrance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.coap.CoapDevice;
import io.parley.coap.CoapFailure;
import io.parley.mqtt.MqttMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library's own client at the entrance. */
final class CoapDeviceTest {
  @TempDir Path state;

  @Test
  void aDevicePublishesReadsObservesAndAsks() throws Exception {
    try (Rig rig = new Rig();
        CoapDevice device = CoapDevice.at(rig.uri(""))) {
      device.publish("plant/boiler 3", "81.5").get(10, TimeUnit.SECONDS);
      assertEquals("text/plain", rig.session.retained.get("plant/boiler 3").contentType());
      assertEquals(
          "81.5", new String(device.read("plant/boiler 3").get(10, TimeUnit.SECONDS), UTF_8));
      BlockingQueue<String> heard = new LinkedBlockingQueue<>();
      AutoCloseable observation =
          device.observe("plant/boiler 3", value -> heard.add(new String(value, UTF_8)));
      assertEquals("81.5", heard.poll(10, TimeUnit.SECONDS));
      rig.session.deliver(
          MqttMessage.retained("plant/boiler 3", "82".getBytes(UTF_8), "text/plain"));
      assertEquals("82", heard.poll(10, TimeUnit.SECONDS));
      observation.close();
      assertEquals(
          "81.5 °C, as boiler 3 says",
          device.ask("boiler/3", "too hot?").get(10, TimeUnit.SECONDS));
      assertTrue(device.connected());
    }
  }

  @Test
  void aRefusalIsTheEntrancesOwnWords() throws Exception {
    try (Rig rig = new Rig();
        CoapDevice device = CoapDevice.at(rig.uri(""))) {
      ExecutionException refused =
          assertThrows(
              ExecutionException.class,
              () -> device.publish("$SYS/x", "1").get(10, TimeUnit.SECONDS));
      CoapFailure failure = assertInstanceOf(CoapFailure.class, refused.getCause());
      assertEquals("4.00", failure.code());
      assertTrue(failure.getMessage().contains("begin with $"), failure.getMessage());
    }
  }

  @Test
  void aDeviceProvesItsAddressAndWaitsWhenItIsTold() throws Exception {
    CoapLimits limits = CoapLimits.STANDARD.withRate(1, 2).withoutExemption();
    try (Rig rig = new Rig(limits, Admission.LOCAL);
        CoapDevice device = CoapDevice.at(rig.uri(""))) {
      device.publish("t", "x".repeat(500)).get(10, TimeUnit.SECONDS);
      assertEquals(500, device.read("t").get(20, TimeUnit.SECONDS).length);
      assertEquals(1, rig.entrance.counts().challenged());
      assertTrue(rig.entrance.counts().limited() > 0, rig.entrance.counts().toString());
    }
  }

  @Test
  void aDeviceWithAKeySpeaksDtls() throws Exception {
    try (SecureRig rig = new SecureRig(state, null, Duration.ofSeconds(2));
        CoapDevice device =
            CoapDevice.at(
                "coaps://%s:%s@127.0.0.1:%d"
                    .formatted(
                        SecureRig.IDENTITY,
                        HexFormat.of().formatHex(SecureRig.KEY),
                        rig.address().getPort()))) {
      device.publish("t", "1").get(15, TimeUnit.SECONDS);
      rig.restart();
      device.publish("t", "2").get(15, TimeUnit.SECONDS);
      assertEquals(0, rig.entrance.counts().handshakes());
    }
  }

  @Test
  void badUrlsAreRefusedWithoutTellingTheKey() {
    for (String url :
        new String[] {
          "mqtt://h", "coap://", "coap://a:00@h", "coaps://a:secret@h", "coaps://:00@h", "x y"
        }) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> CoapDevice.at(url), url);
      assertFalse(String.valueOf(refused.getMessage()).contains("secret"));
    }
  }
}
