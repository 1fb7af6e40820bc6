package io.parley.coapentrance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;

/** An entrance over fakes, and a Californium client to speak to it; loopback only. */
final class Rig implements AutoCloseable {
  static final String ROOT = "parley/v1";

  final FakeSession session = new FakeSession();
  final FakeAnswering answering = new FakeAnswering();
  final CoapEntrance entrance;
  final CoapEndpoint client;
  final Configuration config;

  Rig() throws IOException {
    this(CoapLimits.STANDARD.withRate(0, 1), Admission.LOCAL);
  }

  Rig(CoapLimits limits, Admission admission) throws IOException {
    this(limits, admission, Clock.systemUTC());
  }

  Rig(CoapLimits limits, Admission admission, Clock clock) throws IOException {
    entrance =
        CoapEntrance.open(
            CoapSettings.loopback(ROOT, "plant", 0).withLimits(limits),
            new CoapPorts(
                answering,
                session,
                admission,
                cid ->
                    cid.startsWith("bafkrei")
                        ? "document".getBytes(java.nio.charset.StandardCharsets.UTF_8)
                        : null,
                clock));
    config = clientConfig();
    client =
        CoapEndpoint.builder()
            .setConfiguration(config)
            .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .build();
    client.start();
  }

  static Configuration clientConfig() {
    Configuration config =
        new Configuration(CoapConfig.DEFINITIONS, UdpConfig.DEFINITIONS, SystemConfig.DEFINITIONS);
    config.set(CoapConfig.MAX_RESOURCE_BODY_SIZE, 70_000);
    return config;
  }

  String uri(String path) {
    InetSocketAddress at = entrance.plain().orElseThrow();
    return "coap://127.0.0.1:" + at.getPort() + path;
  }

  /** Sends and waits for the response. */
  Response send(Request request, String path) throws InterruptedException {
    request.setURI(uri(path));
    request.send(client);
    Response response = request.waitForResponse(TimeUnit.SECONDS.toMillis(60));
    if (response == null) {
      throw new AssertionError("no response from " + path);
    }
    return response;
  }

  Response get(String path) throws InterruptedException {
    return send(Request.newGet(), path);
  }

  Response put(String path, String payload) throws InterruptedException {
    Request request = Request.newPut();
    request.setPayload(payload);
    request.getOptions().setContentFormat(Formats.TEXT);
    return send(request, path);
  }

  Response ask(String path, String payload, int format) throws InterruptedException {
    Request request = Request.newPost();
    request.setPayload(payload);
    if (format != Formats.NONE) {
      request.getOptions().setContentFormat(format);
    }
    return send(request, path);
  }

  CoapClient coap(String path) {
    return new CoapClient(uri(path)).setEndpoint(client);
  }

  @Override
  public void close() {
    client.destroy();
    entrance.close();
    session.close();
  }
}
