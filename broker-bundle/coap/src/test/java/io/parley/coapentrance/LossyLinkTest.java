package io.parley.coapentrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.mqtt.MqttMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.junit.jupiter.api.Test;

/** A link that loses 30 % of what goes either way, and one on which everything is replayed. */
final class LossyLinkTest {
  private static final int CLIENTS = 10;
  private static final int PUBLISHES = 20;

  @Test
  void everyConfirmablePublishArrivesOnceOverALinkThatLosesAThird() throws Exception {
    try (Rig rig = new Rig();
        UdpProxy link = new UdpProxy(rig.entrance.plain().orElseThrow(), 0.3, 7)) {
      publishAll(link);
      assertTrue(link.lost.get() > 100, "the link lost " + link.lost);
      assertEachOnce(rig.session.published);
    }
  }

  @Test
  void whatIsReplayedArrivesOnce() throws Exception {
    try (Rig rig = new Rig();
        UdpProxy link = new UdpProxy(rig.entrance.plain().orElseThrow(), 0, 7)) {
      link.replaying = true;
      publishAll(link);
      assertEachOnce(rig.session.published);
    }
  }

  private static void publishAll(UdpProxy link) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Callable<Void>> all =
          IntStream.range(0, CLIENTS)
              .mapToObj(
                  client ->
                      (Callable<Void>)
                          () -> {
                            publish(link.port(), client);
                            return null;
                          })
              .toList();
      for (Future<Void> each : clients.invokeAll(all)) {
        each.get();
      }
    } finally {
      clients.shutdownNow();
    }
  }

  /** Time runs 40 times faster than RFC 7252 has it, and a device tries as long as it takes. */
  private static void publish(int port, int client) throws Exception {
    Configuration config = Rig.clientConfig();
    config.set(CoapConfig.ACK_TIMEOUT, 50, TimeUnit.MILLISECONDS);
    config.set(CoapConfig.ACK_TIMEOUT_SCALE, 1.2f);
    config.set(CoapConfig.MAX_RETRANSMIT, 30);
    config.set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1);
    CoapEndpoint endpoint =
        CoapEndpoint.builder()
            .setConfiguration(config)
            .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .build();
    endpoint.start();
    try {
      for (int i = 0; i < PUBLISHES; i++) {
        Request put = Request.newPut();
        put.setURI("coap://127.0.0.1:%d/ps/s/%d".formatted(port, client));
        put.setPayload(client + "-" + i);
        put.send(endpoint);
        Response response = put.waitForResponse(60_000);
        assertNotNull(response);
        assertTrue(response.isSuccess(), () -> response.toString());
      }
    } finally {
      endpoint.destroy();
    }
  }

  private static void assertEachOnce(List<MqttMessage> published) {
    Map<String, Long> times =
        published.stream()
            .map(message -> new String(message.payload(), StandardCharsets.UTF_8))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertEquals(CLIENTS * PUBLISHES, times.size());
    assertTrue(times.values().stream().allMatch(count -> count == 1), times.toString());
  }
}
