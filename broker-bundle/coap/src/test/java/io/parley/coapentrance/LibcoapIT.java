package io.parley.coapentrance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.coap.CoapDevice;
import io.parley.mqtt.MqttMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every resource with libcoap's own client (Debian: libcoap3-bin), over plain UDP and DTLS-PSK. */
final class LibcoapIT {
  private static final String PLAIN = "coap-client-notls";
  private static final String SECURE = "coap-client-openssl";
  private static final String KEY = new String(SecureRig.KEY, UTF_8);

  @TempDir Path folder;
  private SecureRig rig;
  private Rig plain;

  @BeforeEach
  void open() throws Exception {
    assumeTrue(installed(PLAIN) && installed(SECURE), "libcoap3-bin is not installed");
    rig = new SecureRig(folder.resolve("state"), null, Duration.ofSeconds(2));
    plain = new Rig();
  }

  @AfterEach
  void close() {
    if (rig != null) {
      rig.close();
      plain.close();
    }
  }

  private static boolean installed(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
  }

  /** Runs a client against the plain port, else the DTLS port; what it prints. */
  private String coap(boolean secure, String path, String... options) throws Exception {
    return run(command(secure, path, options));
  }

  private List<String> command(boolean secure, String path, String... options) {
    List<String> command = new ArrayList<>();
    command.add(secure ? SECURE : PLAIN);
    if (secure) {
      command.addAll(List.of("-k", KEY, "-u", SecureRig.IDENTITY));
    }
    command.addAll(List.of(options));
    command.addAll(List.of("-B", "15"));
    command.add(secure ? rig.uri(rig.address().getPort(), path) : plain.uri(path));
    return command;
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertTrue(process.waitFor(20, TimeUnit.SECONDS), "still running");
    return said;
  }

  @Test
  void topicsAreWrittenReadListedAndDeleted() throws Exception {
    for (boolean secure : new boolean[] {false, true}) {
      FakeSession session = secure ? rig.session : plain.session;
      assertEquals(
          "", coap(secure, "/ps/plant/boiler", "-m", "put", "-t", "json", "-e", "{\"c\":81.5}"));
      MqttMessage message = session.retained.get("plant/boiler");
      assertEquals("application/json", message.contentType());
      assertEquals("{\"c\":81.5}", coap(secure, "/ps/plant/boiler"));
      assertTrue(coap(secure, "/pubsub").contains("</ps/plant/boiler>;rt=\"core.ps.data\""));
      assertTrue(coap(secure, "/.well-known/core").contains("</ask>;rt=\"parley.ask\""));
      coap(secure, "/ps/plant/boiler", "-m", "delete");
      assertTrue(session.retained.isEmpty());
      assertTrue(coap(secure, "/ps/plant/boiler").contains("4.04"));
    }
  }

  @Test
  void questionsAreAnsweredAtOnceAndLater() throws Exception {
    for (boolean secure : new boolean[] {false, true}) {
      assertEquals(
          "81.5 °C, as boiler 3 says",
          coap(secure, "/ask/boiler/3", "-m", "post", "-t", "text/plain", "-e", "too hot?"));
      assertEquals(
          "{\"status\":\"answered\",\"text\":\"81.5 °C, as boiler 3 says\"}",
          coap(secure, "/ask", "-m", "post", "-t", "json", "-e", "{\"text\":\"too hot%3F\"}"));
      coap(secure, "/ask/boiler/3?later", "-m", "post", "-e", "too hot?");
      String mailbox = coap(secure, "/mailbox");
      assertTrue(mailbox.contains("status=\"answered\""), mailbox);
      String location = mailbox.substring(mailbox.indexOf('<') + 1, mailbox.indexOf('>'));
      assertEquals("81.5 °C, as boiler 3 says", coap(secure, location));
    }
  }

  @Test
  void aChangeReachesAnObserver() throws Exception {
    for (boolean secure : new boolean[] {false, true}) {
      coap(secure, "/ps/t", "-m", "put", "-e", "first");
      FakeSession session = secure ? rig.session : plain.session;
      Process observer =
          new ProcessBuilder(command(secure, "/ps/t", "-s", "10", "-w"))
              .redirectErrorStream(true)
              .start();
      try (BufferedReader out =
          new BufferedReader(new InputStreamReader(observer.getInputStream(), UTF_8))) {
        assertEquals("first", out.readLine());
        session.deliver(MqttMessage.retained("t", "second".getBytes(UTF_8), "text/plain"));
        assertEquals("second", out.readLine());
      } finally {
        observer.destroy();
      }
    }
  }

  @Test
  void largeBodiesGoBlockByBlock() throws Exception {
    String large = "0123456789".repeat(900);
    Path file = folder.resolve("large");
    Files.writeString(file, large);
    for (boolean secure : new boolean[] {false, true}) {
      FakeSession session = secure ? rig.session : plain.session;
      coap(secure, "/ps/large", "-m", "put", "-b", "256", "-f", file.toString());
      assertEquals(large, new String(session.retained.get("large").payload(), UTF_8));
      assertEquals(large, coap(secure, "/ps/large", "-b", "128"));
    }
  }

  @Test
  void protocolDocumentsAreFetched() throws Exception {
    assertEquals(
        "document",
        coap(false, "/protocol/bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy"));
  }

  @Test
  void ourClientSpeaksToLibcoapsServer() throws Exception {
    for (boolean secure : new boolean[] {false, true}) {
      int port = freePort();
      Process server = new ProcessBuilder(server(secure, port)).redirectErrorStream(true).start();
      String user = "sensor-7:" + HexFormat.of().formatHex(SecureRig.KEY) + "@";
      String url =
          (secure ? "coaps://" + user : "coap://") + "127.0.0.1:" + (secure ? port + 1 : port);
      try (CoapDevice device = CoapDevice.at(url)) {
        device.publish("t", "first").get(30, TimeUnit.SECONDS);
        assertEquals("first", new String(device.read("t").get(30, TimeUnit.SECONDS), UTF_8));
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        AutoCloseable observation =
            device.observe("t", value -> heard.add(new String(value, UTF_8)));
        assertEquals("first", heard.poll(10, TimeUnit.SECONDS));
        device.publish("t", "second").get(30, TimeUnit.SECONDS);
        assertEquals("second", heard.poll(10, TimeUnit.SECONDS));
        observation.close();
      } finally {
        server.destroy();
      }
    }
  }

  /** A server that lets clients create up to ten resources. */
  private static List<String> server(boolean secure, int port) {
    List<String> command = new ArrayList<>();
    command.add(secure ? "coap-server-openssl" : "coap-server-notls");
    command.addAll(List.of("-A", "127.0.0.1", "-p", Integer.toString(port), "-d", "10"));
    if (secure) {
      command.addAll(List.of("-k", KEY, "-h", "parley"));
    }
    return command;
  }

  /** A port that is free, and so is the next, which the server takes for DTLS. */
  private static int freePort() throws IOException {
    while (true) {
      try (DatagramSocket one = new DatagramSocket(0, InetAddress.getLoopbackAddress());
          DatagramSocket next =
              new DatagramSocket(one.getLocalPort() + 1, InetAddress.getLoopbackAddress())) {
        return next.getLocalPort() - 1;
      } catch (BindException | IllegalArgumentException taken) {
        // Another pair, then.
      }
    }
  }

  @Test
  void aWrongKeyGetsNothing() throws Exception {
    List<String> command = new ArrayList<>(command(true, "/pubsub"));
    command.set(2, "wrong");
    command.set(command.indexOf("15"), "3");
    String said = run(command);
    assertTrue(!said.contains("ps"), said);
    assertEquals(0, rig.entrance.counts().requests());
  }
}
