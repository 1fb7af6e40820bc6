package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.parley.access.AccessRules;
import io.parley.access.AccessRules.Loopback;
import io.parley.access.Rights;
import io.parley.access.Users;
import io.parley.access.Who;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no client library sends: it costs its sender the connection and nobody else anything. */
final class BrokerBadInputIT {
  private static final String CONNECT = "10 11 00 04 4D515454 05 02 003C 00 0004 7261772D";
  private static final BlockingQueue<String> COMINGS = new LinkedBlockingQueue<>();
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker =
        EmbeddedBroker.start(
            BrokerSettings.onLoopback(0),
            new AccessRules(Users.NONE, Loopback.OPERATOR, new Rights("parley/v1", "plant1")),
            new BrokerEvents() {
              @Override
              public void connected(Who who) {
                COMINGS.add("+" + who.client());
              }

              @Override
              public void disconnected(Who who) {
                COMINGS.add("-" + who.client());
              }
            });
    broker.open();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @ParameterizedTest
  @CsvSource({
    "a second CONNECT,                  " + CONNECT + CONNECT,
    "a packet larger than 2 MiB,        " + CONNECT + "30 81 80 80 01",
    "a topic with a wildcard,           " + CONNECT + "30 05 00 01 2B 00 78",
    "a topic with a NUL,                " + CONNECT + "30 05 00 01 00 00 78",
    "a topic that is no UTF-8,          " + CONNECT + "30 05 00 02 C328 00",
    "a packet type that is reserved,    " + CONNECT + "F5 00",
    "a client id of 65 characters,      10 4E 00 04 4D515454 05 02 003C 00 0041",
  })
  void costsItsSenderTheConnection(String what, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    if (what.contains("65")) {
      bytes = java.util.Arrays.copyOf(bytes, bytes.length + 65);
      java.util.Arrays.fill(bytes, bytes.length - 65, bytes.length, (byte) 'x');
    }
    assertTrue(hungUp(bytes), what);
    assertServes();
  }

  @Test
  void whoeverDoesNotSayConnectIsPutOutAfterTenSeconds() {
    List<CompletableFuture<Boolean>> puttingOut =
        Stream.of("30 03 00 01 61", "30 FF FF FF 7F", "30 FF FF FF FF FF", "10")
            .map(hex -> HexFormat.of().parseHex(hex.replace(" ", "")))
            .map(bytes -> CompletableFuture.supplyAsync(() -> hungUp(bytes)))
            .toList();
    puttingOut.forEach(put -> assertTrue(put.join()));
    assertServes();
  }

  @Test
  void noiseCostsNobodyElseAnything() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 100; i++) {
      byte[] noise = new byte[1 + random.nextInt(300)];
      random.nextBytes(noise);
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
        socket.getOutputStream().write(noise);
      } catch (IOException hungUpMeanwhile) {
        assertTrue(i >= 0);
      }
    }
    assertServes();
  }

  @Test
  void whoeverComesAlsoGoesEvenWhenTakenOver() throws Exception {
    Mqtt5BlockingClient first = client("twice");
    first.connect();
    Mqtt5BlockingClient second = client("twice");
    second.connect();
    second.disconnect();
    List<String> events = new ArrayList<>();
    while (events.size() < 4) {
      String event = COMINGS.poll(30, TimeUnit.SECONDS);
      assertTrue(event != null, events.toString());
      if (event.endsWith("twice")) {
        events.add(event);
      }
    }
    assertEquals(2, Collections.frequency(events, "+twice"), events.toString());
    assertEquals(2, Collections.frequency(events, "-twice"), events.toString());
  }

  private static boolean hungUp(byte[] bytes) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(25_000);
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      byte[] answer = new byte[512];
      while (socket.getInputStream().read(answer) >= 0) {
        socket.getOutputStream().flush();
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  private static void assertServes() {
    Mqtt5BlockingClient client = client("well-behaved");
    client.connect();
    client
        .publishWith()
        .topic("a")
        .payload("x".getBytes(StandardCharsets.UTF_8))
        .qos(MqttQos.AT_LEAST_ONCE)
        .send();
    client.disconnect();
  }

  private static int port() {
    return broker.listeners().get(0).port();
  }

  private static Mqtt5BlockingClient client(String id) {
    return MqttClient.builder()
        .identifier(id)
        .serverHost("127.0.0.1")
        .serverPort(port())
        .useMqttVersion5()
        .buildBlocking();
  }
}
