package io.parley.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.config.NodeLimits;
import io.parley.config.Settings;
import io.parley.message.Tier;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.mqtt.Subscription;
import io.parley.uplink.HivemqSession;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole gateway: what comes over CoAP is under the same rules as over MQTT, and is seen there.
 */
final class CoapBesideMqttIT {
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final int MOST = 700;

  @TempDir static Path folder;
  private static Node node;
  private static CoapEndpoint device;
  private static MqttSession listener;
  private static Agent expert;

  @BeforeAll
  static void start() throws Exception {
    node =
        Node.start(
            Settings.builder()
                .agent("gw")
                .port(0)
                .coapPort(0)
                .httpPort(0)
                .model("none")
                .limits(limited())
                .data(folder)
                .build(),
            Tier.GATEWAY,
            Clock.systemUTC());
    String broker = address("mqtt:");
    listener = HivemqSession.of(SessionOptions.of(BrokerUrl.parse(broker), "listener"));
    listener.connect().get(30, SECONDS);
    expert = Agent.connect(broker + "/plant1", AgentOptions.named("pump7"));
    expert.answer("pump/7", inquiry -> inquiry.answer("40 Hz")).get(30, SECONDS);
    device =
        CoapEndpoint.builder()
            .setConfiguration(
                new Configuration(
                    CoapConfig.DEFINITIONS, UdpConfig.DEFINITIONS, SystemConfig.DEFINITIONS))
            .build();
    device.start();
  }

  private static NodeLimits limited() {
    NodeLimits usual = NodeLimits.USUAL;
    return new NodeLimits(
        MOST,
        usual.textBytes(),
        usual.textWords(),
        usual.packetBytes(),
        usual.connections(),
        usual.queuedMessages(),
        usual.questionsPerSecond(),
        usual.bytesPerSecond(),
        usual.inFlight(),
        usual.cached(),
        usual.cacheSeconds(),
        usual.series(),
        usual.client());
  }

  @AfterAll
  static void stop() {
    device.destroy();
    expert.close();
    listener.close();
    node.close();
  }

  @Test
  void whatADevicePublishesReachesASubscriberWithItsTraceContext() throws Exception {
    BlockingQueue<MqttMessage> heard = heard("plant/hall/#");
    Request put = Request.newPut();
    put.getOptions().setContentFormat(MediaTypeRegistry.APPLICATION_JSON);
    put.setPayload("{\"celsius\":21.5}");
    assertEquals(
        ResponseCode.CREATED, send(put, "/ps/plant/hall/air?traceparent=" + TRACE).getCode());
    MqttMessage message = next(heard);
    assertEquals("plant/hall/air", message.topic());
    assertEquals("{\"celsius\":21.5}", new String(message.payload(), UTF_8));
    assertEquals("application/json", message.contentType());
    assertEquals(TRACE, message.property("traceparent"));
    assertTrue(message.retain());
  }

  /** The device is named as it would be over MQTT, where Parley says who spoke. */
  @Test
  void whatADeviceAnnouncesCarriesItsOwnName() throws Exception {
    BlockingQueue<MqttMessage> heard = heard("parley/v1/plant1/status/thermo");
    Request put = Request.newPut();
    put.getOptions().setContentFormat(MediaTypeRegistry.APPLICATION_JSON);
    put.setPayload("{\"state\":\"online\",\"epoch\":1,\"at\":\"2026-01-01T00:00:00Z\"}");
    send(put, "/ps/parley/v1/plant1/status/thermo");
    MqttMessage message = next(heard);
    assertEquals("local", message.property("parley-principal"));
    assertEquals(
        "coap-127.0.0.1-" + device.getAddress().getPort(), message.property("parley-client"));
  }

  @Test
  void whatADeviceAsksReachesTheExpertWithItsTraceContext() throws Exception {
    BlockingQueue<MqttMessage> work = heard("parley/v1/plant1/work/#");
    Response answer = ask("How fast is pump 7?", "?traceparent=" + TRACE);
    assertEquals(ResponseCode.CHANGED, answer.getCode());
    assertEquals("40 Hz", answer.getPayloadString());
    assertEquals(TRACE, next(work).property("traceparent"));
  }

  @Test
  void aQuestionMayBeAsLargeAsOverMqttAndNoLarger() throws Exception {
    BlockingQueue<MqttMessage> answers = heard("parley/v1/plant1/answer/listener");
    String fits = "How fast is it?" + "?".repeat(MOST - 15);
    assertEquals("40 Hz", ask(fits, "").getPayloadString());
    listener.publish(question(fits)).get(30, SECONDS);
    assertTrue(new String(next(answers).payload(), UTF_8).contains("40 Hz"));

    String rule = "payload of 701 bytes must be at most 700";
    Response refused = ask(fits + "?", "");
    assertEquals(ResponseCode.REQUEST_ENTITY_TOO_LARGE, refused.getCode());
    assertEquals(rule, refused.getPayloadString());
    assertThrows(Exception.class, () -> listener.publish(question(fits + "?")).get(30, SECONDS));
    String told = new String(next(answers).payload(), UTF_8);
    assertTrue(told.contains("refused") && told.contains(rule), told);
    Response blockwise = ask("x".repeat(5_000), "");
    assertEquals(ResponseCode.REQUEST_ENTITY_TOO_LARGE, blockwise.getCode());
  }

  @Test
  void whatTheEntranceCountsIsShownAsMetrics() throws Exception {
    double before = figure("parley_coap_published_total");
    double requests = figure("parley_coap_requests_total");
    Request put = Request.newPut();
    put.setPayload("1");
    send(put, "/ps/plant/counted");
    assertEquals(before + 1, figure("parley_coap_published_total"));
    assertEquals(requests + 1, figure("parley_coap_requests_total"));
    for (String name :
        List.of("refused_total", "malformed_total", "dropped_total", "observers", "live_topics")) {
      assertTrue(figure("parley_coap_" + name) >= 0, name);
    }
  }

  private static double figure(String name) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(address("http:") + "/metrics")).build(),
                HttpResponse.BodyHandlers.ofString());
    Matcher line = Pattern.compile("(?m)^" + name + " (\\S+)$").matcher(response.body());
    assertTrue(line.find(), () -> name + " is not among " + response.body());
    return Double.parseDouble(line.group(1));
  }

  private static Response ask(String question, String query) throws Exception {
    Request post = Request.newPost();
    post.getOptions().setContentFormat(MediaTypeRegistry.TEXT_PLAIN);
    post.setPayload(question);
    return send(post, "/ask/pump/7" + query);
  }

  private static Response send(Request request, String path) throws Exception {
    request.setURI(address("coap:") + path);
    request.send(device);
    return assertInstanceOf(Response.class, request.waitForResponse(SECONDS.toMillis(60)));
  }

  private static MqttMessage question(String text) {
    return new MqttMessage(
        "parley/v1/plant1/ask/pump/7",
        text.getBytes(UTF_8),
        false,
        "text/plain",
        "parley/v1/plant1/answer/listener",
        null,
        null,
        List.of());
  }

  private static BlockingQueue<MqttMessage> heard(String filter) throws Exception {
    BlockingQueue<MqttMessage> heard = new LinkedBlockingQueue<>();
    listener.subscribe(Subscription.live(filter), heard::add).get(30, SECONDS);
    return heard;
  }

  private static MqttMessage next(BlockingQueue<MqttMessage> heard) throws InterruptedException {
    MqttMessage message = heard.poll(30, SECONDS);
    assertNotNull(message, "nothing came");
    return message;
  }

  private static String address(String scheme) {
    return node.addresses().stream().filter(a -> a.startsWith(scheme)).findFirst().orElseThrow();
  }
}
