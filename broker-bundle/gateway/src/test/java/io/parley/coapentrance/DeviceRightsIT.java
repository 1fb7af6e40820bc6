package io.parley.coapentrance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.access.Users.Grant;
import io.parley.config.CoapDoor;
import io.parley.config.Settings;
import io.parley.message.Tier;
import io.parley.node.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole gateway: over CoAP a key opens what the user of its name may do, and no more. */
final class DeviceRightsIT {
  private static final String PROTOCOL =
      "/protocol/bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy";

  @TempDir static Path folder;
  private static Node node;
  private static String url;
  private CoapEndpoint client;

  @BeforeAll
  static void start() throws Exception {
    String key = HexFormat.of().formatHex(SecureRig.KEY);
    Path keys =
        Files.write(
            folder.resolve("keys"),
            List.of("kiln-3 " + key, "pump-7 " + key, "a-key-without-a-user " + key));
    Settings settings =
        Settings.builder()
            .port(0)
            .httpPort(0)
            .coap(new CoapDoor(true, 0, 0, keys, false))
            .users(Files.writeString(folder.resolve("users"), "kiln-3 device -\npump-7 agent -\n"))
            .grants(
                List.of(new Grant("kiln-3", List.of("plant/{user}/#"), List.of("plant/{user}/#"))))
            .model("none")
            .data(folder.resolve("data"))
            .build();
    node = Node.start(settings, Tier.GATEWAY, Clock.systemUTC());
    url = node.addresses().stream().filter(a -> a.startsWith("coaps:")).findFirst().orElseThrow();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private void is(String name) throws Exception {
    client = SecureRig.client(name, SecureRig.KEY);
  }

  @AfterEach
  void leave() {
    client.destroy();
  }

  private Response send(Request request, String path) throws InterruptedException {
    request.setURI(url + path);
    request.send(client);
    Response response = request.waitForResponse(TimeUnit.SECONDS.toMillis(60));
    if (response == null) {
      throw new AssertionError("no response from " + path + ": " + request.getSendError());
    }
    return response;
  }

  private ResponseCode put(String path) throws InterruptedException {
    Request put = Request.newPut();
    put.setPayload("81.5");
    return send(put, path).getCode();
  }

  private ResponseCode get(String path) throws InterruptedException {
    return send(Request.newGet(), path).getCode();
  }

  @Test
  void aDevicePublishesAndReadsWhatItsUserIsGrantedAndNothingElse() throws Exception {
    is("kiln-3");
    assertEquals(ResponseCode.CREATED, put("/ps/plant/kiln-3/temperature"));
    assertEquals(ResponseCode.CONTENT, get("/ps/plant/kiln-3/temperature"));
    assertEquals(ResponseCode.FORBIDDEN, put("/ps/plant/kiln-4/temperature"));
    assertEquals(ResponseCode.FORBIDDEN, get("/ps/plant/kiln-4/temperature"));
    assertEquals(ResponseCode.FORBIDDEN, send(Request.newDelete(), "/ps/plant/kiln-4/t").getCode());
  }

  @Test
  void protocolsAreReadByAgentsAndNotByDevices() throws Exception {
    is("kiln-3");
    assertEquals(ResponseCode.FORBIDDEN, get(PROTOCOL));
    client.destroy();
    is("pump-7");
    // Allowed, and none of this id is there.
    assertEquals(ResponseCode.NOT_FOUND, get(PROTOCOL));
  }

  @Test
  void aKeyWithoutAUserMayAskAndNothingElse() throws Exception {
    is("a-key-without-a-user");
    assertEquals(ResponseCode.FORBIDDEN, put("/ps/plant/kiln-3/temperature"));
    assertEquals(ResponseCode.FORBIDDEN, get("/ps/plant/kiln-3/temperature"));
    assertEquals(ResponseCode.FORBIDDEN, get(PROTOCOL));
    Request question = Request.newPost();
    question.setPayload("how warm is the kiln?");
    assertEquals(ResponseCode.CREATED, send(question, "/ask/kiln?later").getCode());
  }
}
