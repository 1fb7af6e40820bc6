package io.parley.coapentrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.access.Users.Grant;
import io.parley.config.CoapDoor;
import io.parley.config.Settings;
import io.parley.message.Tier;
import io.parley.node.Node;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole gateway, its broker too, stopped and started: its DTLS devices notice nothing. */
final class RestartedGatewayIT {
  private static final String TOPIC = "/ps/plant/kiln-3/temperature";

  @TempDir Path folder;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private Node node;
  private CoapEndpoint device;

  @AfterEach
  void stop() {
    device.destroy();
    node.close();
  }

  private void start(int port) throws Exception {
    Path keys =
        Files.writeString(
            folder.resolve("keys"), "kiln-3 " + HexFormat.of().formatHex(SecureRig.KEY));
    Settings settings =
        Settings.builder()
            .port(0)
            .httpPort(0)
            .coap(new CoapDoor(true, 0, port, keys, false))
            .users(Files.writeString(folder.resolve("users"), "kiln-3 device -\n"))
            .grants(
                List.of(new Grant("kiln-3", List.of("plant/{user}/#"), List.of("plant/{user}/#"))))
            .model("none")
            .data(folder.resolve("data"))
            .build();
    node = Node.start(settings, Tier.GATEWAY, Clock.systemUTC());
  }

  private String url(String scheme) {
    return node.addresses().stream().filter(a -> a.startsWith(scheme)).findFirst().orElseThrow();
  }

  private void put(String value) throws InterruptedException {
    Request put = Request.newPut();
    put.setPayload(value);
    put.setURI(url("coaps:") + TOPIC);
    put.send(device);
    Response response = put.waitForResponse(TimeUnit.SECONDS.toMillis(60));
    assertNotNull(response, () -> "no response: " + put.getSendError());
    assertTrue(response.isSuccess(), response::toString);
  }

  private void observe() {
    var unused =
        new CoapClient(url("coaps:") + TOPIC)
            .setEndpoint(device)
            .observe(
                new CoapHandler() {
                  @Override
                  public void onLoad(CoapResponse response) {
                    heard.add(response.getResponseText());
                  }

                  @Override
                  public void onError() {
                    heard.add("error");
                  }
                });
  }

  private void assertHears(String value) throws InterruptedException {
    String next = heard.poll(60, TimeUnit.SECONDS);
    while (next != null && !next.equals(value)) {
      assertEquals("20", next, "neither the value before nor the one that comes");
      next = heard.poll(60, TimeUnit.SECONDS);
    }
    assertNotNull(next, "nothing came");
  }

  private long handshakes() throws Exception {
    HttpRequest asked = HttpRequest.newBuilder(URI.create(url("http:") + "/metrics")).build();
    String text = HttpClient.newHttpClient().send(asked, BodyHandlers.ofString()).body();
    String line =
        text.lines()
            .filter(each -> each.startsWith("parley_coap_handshakes_total"))
            .findFirst()
            .orElseThrow(() -> new AssertionError(text));
    return (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  @Test
  void aDeviceGoesOnPublishingAndHearingWithTheSessionThatItHad() throws Exception {
    start(0);
    device = SecureRig.client("kiln-3", SecureRig.KEY);
    put("20");
    observe();
    assertHears("20");
    assertEquals(1, handshakes());
    int port = URI.create(url("coaps:")).getPort();

    node.close();
    start(port);

    put("21");
    assertHears("21");
    assertEquals(0, handshakes());
  }
}
