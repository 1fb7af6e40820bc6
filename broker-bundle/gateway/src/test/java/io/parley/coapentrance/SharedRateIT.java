package io.parley.coapentrance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.access.Role;
import io.parley.access.Users;
import io.parley.config.CoapDoor;
import io.parley.config.NodeLimits;
import io.parley.config.Settings;
import io.parley.message.Tier;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttFailure;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Puback;
import io.parley.mqtt.SessionOptions;
import io.parley.node.Node;
import io.parley.paho.PahoSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One user over MQTT and over CoAP at once: both spend from the same rate. */
final class SharedRateIT {
  private static final int PER_SECOND = 20;
  private static final int BURST = 2 * PER_SECOND;
  private static final int QUOTA_EXCEEDED = 0x97;

  @TempDir Path folder;

  @Test
  void whatIsAskedOverMqttIsNotLeftForCoap() throws Exception {
    String name = SecureRig.IDENTITY;
    Settings settings =
        Settings.builder()
            .port(0)
            .httpPort(0)
            .coap(new CoapDoor(true, 0, 0, keys(name), false))
            .users(
                Files.writeString(folder.resolve("users"), Users.line(name, Role.DEVICE, "pass")))
            .limits(limited())
            .model("none")
            .data(folder.resolve("data"))
            .build();
    try (Node node = Node.start(settings, Tier.GATEWAY, Clock.systemUTC());
        MqttSession session =
            PahoSession.of(
                SessionOptions.of(
                    BrokerUrl.parse(address(node, "mqtt:")).withUser(name, "pass"), "kiln"))) {
      session.connect().get(30, TimeUnit.SECONDS);
      CoapEndpoint device = SecureRig.client(name, SecureRig.KEY);
      try {
        spendTogether(session, device, address(node, "coaps:"));
      } finally {
        device.destroy();
      }
    }
  }

  /** Half of the burst over each; then there is nothing left for either, but what time brings. */
  private static void spendTogether(MqttSession session, CoapEndpoint device, String url)
      throws Exception {
    Response hello = ask(device, url, "hello").waitForResponse(30_000);
    assertEquals(ResponseCode.CREATED, hello.getCode());
    long begun = System.nanoTime();
    List<CompletableFuture<Puback>> published = new ArrayList<>();
    List<Request> asked = new ArrayList<>();
    for (int i = 0; i < BURST; i++) {
      published.add(session.publish(question(i)));
      asked.add(ask(device, url, "over CoAP " + i));
    }
    int taken = 0;
    int refused = 0;
    for (CompletableFuture<Puback> each : published) {
      boolean in = admitted(each);
      taken += in ? 1 : 0;
      refused += in ? 0 : 1;
    }
    for (Request each : asked) {
      Response response = each.waitForResponse(30_000);
      boolean in = response.getCode() == ResponseCode.CREATED;
      taken += in ? 1 : 0;
      refused += in ? 0 : 1;
      if (!in) {
        assertEquals(ResponseCode.TOO_MANY_REQUESTS, response.getCode());
        assertTrue(response.getOptions().getMaxAge() >= 1);
        assertTrue(response.getPayloadString().contains("wait"), response.getPayloadString());
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    double most = BURST + PER_SECOND * seconds;
    assertTrue(taken <= most, "%d of one user in %.1f s".formatted(taken, seconds));
    assertTrue(refused > 0 || seconds > 2, "none was refused in %.1f s".formatted(seconds));
  }

  private static Request ask(CoapEndpoint device, String url, String question) {
    Request post = Request.newPost();
    post.setURI(url + "/ask/kiln?later");
    post.setPayload(question);
    return post.send(device);
  }

  private static MqttMessage question(int i) {
    return new MqttMessage(
        "parley/v1/plant1/ask/kiln",
        ("over MQTT " + i).getBytes(UTF_8),
        false,
        "text/plain",
        null,
        null,
        null,
        List.of());
  }

  private static boolean admitted(CompletableFuture<Puback> publish) throws Exception {
    try {
      publish.get(30, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      MqttFailure failure = (MqttFailure) e.getCause();
      assertEquals(QUOTA_EXCEEDED, failure.reasonCode());
      return false;
    }
  }

  private Path keys(String name) throws Exception {
    return Files.writeString(
        folder.resolve("keys"), name + " " + HexFormat.of().formatHex(SecureRig.KEY));
  }

  private static NodeLimits limited() {
    NodeLimits usual = NodeLimits.USUAL;
    return new NodeLimits(
        usual.payloadBytes(),
        usual.textBytes(),
        usual.textWords(),
        usual.packetBytes(),
        usual.connections(),
        usual.queuedMessages(),
        PER_SECOND,
        usual.bytesPerSecond(),
        usual.inFlight(),
        usual.cached(),
        usual.cacheSeconds(),
        usual.series(),
        usual.client());
  }

  private static String address(Node node, String scheme) {
    return node.addresses().stream().filter(a -> a.startsWith(scheme)).findFirst().orElseThrow();
  }
}
