package io.parley.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.agent.Expert;
import io.parley.agent.Inquiry;
import io.parley.message.Answer;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions that a device left over CoAP, and the gateway's process killed before it fetched. */
final class KeptAnswersIT {
  private static final String LASTING = "{\"text\":\"%s\",\"needs\":{\"ms\":200000}}";

  @AutoClose private final Closing open = new Closing();
  @TempDir Path folder;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch killed = new CountDownLatch(1);
  private CoapEndpoint device;
  private int mqtt;
  private int coap;

  @Test
  void answersThatWaitAndQuestionsUnderWayOutliveAKilledGateway() throws Exception {
    mqtt = freeTcp();
    coap = freeUdp();
    device = device();
    NodeProcess first = gateway("first");
    open.then(first::kill);
    expert("pump1", "pump/+", inquiry -> inquiry.answer("40 Hz"));
    expert("kiln1", "kiln/+", this::heldBack);
    open.then(killed::countDown);
    String early = leave("pump/1", "How fast?");
    assertEquals("40 Hz", ended(early));
    String late = leave("kiln/1", "How warm?");
    assertTrue(asked.await(60, SECONDS), "nobody asked the expert");

    first.kill();
    killed.countDown();
    open.then(gateway("second")::kill);

    assertEquals("40 Hz", get(early).getPayloadString());
    String mailbox = get("/mailbox").getPayloadString();
    assertTrue(mailbox.contains("<" + early + ">") && mailbox.contains("<" + late + ">"), mailbox);
    String text = ended(late);
    assertTrue(text.startsWith("900 degrees"), text);
    assertTrue(get("/mailbox").getPayloadString().contains("status=\"answered\""));
    assertEquals(ResponseCode.DELETED, send(Request.newDelete(), early).getCode());
    assertEquals(ResponseCode.NOT_FOUND, get(early).getCode());
  }

  private Answer heldBack(Inquiry inquiry) throws InterruptedException {
    asked.countDown();
    assertTrue(killed.await(120, SECONDS));
    return inquiry.answer("900 degrees");
  }

  /** Observes until the answer is there. */
  private String ended(String place) throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    CoapClient client = new CoapClient(uri(place)).setEndpoint(device);
    var relation =
        client.observe(
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
    try {
      String text = heard.poll(100, SECONDS);
      while ("pending".equals(text)) {
        text = heard.poll(100, SECONDS);
      }
      assertNotNull(text, "no answer came to " + place);
      return text;
    } finally {
      relation.proactiveCancel();
    }
  }

  private String leave(String subject, String question) throws Exception {
    Request post = Request.newPost();
    post.getOptions()
        .setContentFormat(MediaTypeRegistry.APPLICATION_JSON)
        .setAccept(MediaTypeRegistry.TEXT_PLAIN);
    post.setPayload(LASTING.formatted(question));
    Response left = send(post, "/ask/" + subject + "?later");
    assertEquals(ResponseCode.CREATED, left.getCode(), left::getPayloadString);
    return "/" + left.getOptions().getLocationPathString();
  }

  private Response get(String path) throws Exception {
    return send(Request.newGet(), path);
  }

  private Response send(Request request, String path) throws Exception {
    request.setURI(uri(path));
    request.send(device);
    Response response = request.waitForResponse(SECONDS.toMillis(60));
    assertNotNull(response, "no response from " + path);
    return response;
  }

  private String uri(String path) {
    return "coap://127.0.0.1:" + coap + path;
  }

  private NodeProcess gateway(String name) {
    return NodeProcess.gateway(name, folder, mqtt, coap, -1);
  }

  private void expert(String name, String filter, Expert expert) throws Exception {
    String url = "mqtt://127.0.0.1:" + mqtt + "/plant1";
    Agent agent = open.add(Agent.connect(url, AgentOptions.named(name)));
    agent.answer(filter, expert).get(60, SECONDS);
  }

  private CoapEndpoint device() throws Exception {
    CoapEndpoint made =
        CoapEndpoint.builder()
            .setConfiguration(
                new Configuration(
                    CoapConfig.DEFINITIONS, UdpConfig.DEFINITIONS, SystemConfig.DEFINITIONS))
            .build();
    made.start();
    open.then(made::destroy);
    return made;
  }

  private static int freeTcp() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static int freeUdp() throws Exception {
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
