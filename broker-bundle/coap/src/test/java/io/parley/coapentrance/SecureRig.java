package io.parley.coapentrance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;
import org.jspecify.annotations.Nullable;

/** An entrance with DTLS that can be restarted on the same port over the same state. */
final class SecureRig implements AutoCloseable {
  static final String IDENTITY = "sensor-7";
  static final byte[] KEY = "sesame, open".getBytes(UTF_8);

  /** Those who proved who they are may do everything, nobody else anything. */
  static final Admission PROVEN =
      new Admission() {
        @Override
        public String principal(Peer peer) {
          return peer.identity();
        }

        @Override
        public boolean mayPublish(Peer peer, String topic) {
          return peer.secure() && !topic.startsWith("secret/");
        }

        @Override
        public boolean maySubscribe(Peer peer, String filter) {
          return peer.secure();
        }

        @Override
        public boolean mayAsk(Peer peer, String subject) {
          return peer.secure();
        }

        @Override
        public Duration delay(Peer peer, int bytes, boolean question) {
          return Duration.ZERO;
        }
      };

  FakeSession session = new FakeSession();
  final FakeAnswering answering = new FakeAnswering();
  private final Path state;
  private final @Nullable Certificates certificates;
  private final Duration ackTimeout;
  CoapEntrance entrance;
  private int port;

  SecureRig(Path state, @Nullable Certificates certificates, Duration ackTimeout)
      throws IOException {
    this.state = state;
    this.certificates = certificates;
    this.ackTimeout = ackTimeout;
    entrance = open();
    port = address().getPort();
  }

  private CoapEntrance open() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    CoapSettings settings =
        CoapSettings.loopback(Rig.ROOT, "plant", 0)
            // Whoever comes over DTLS has proved its address by that, on loopback or not.
            .withLimits(
                CoapLimits.STANDARD.withRate(0, 1).withAckTimeout(ackTimeout).withoutExemption())
            .withState(state)
            .withSecure(
                new SecureSettings(
                    new InetSocketAddress(loopback, port),
                    identity ->
                        identity.equals(IDENTITY) || identity.startsWith("bench-")
                            ? KEY.clone()
                            : null,
                    certificates));
    return CoapEntrance.open(
        settings,
        new CoapPorts(answering, session, PROVEN, ProtocolDocuments.NONE, Clock.systemUTC()));
  }

  /** Stops the entrance and starts a new one over the same state, on the same port. */
  void restart() throws IOException {
    entrance.close();
    session.listeners.clear();
    entrance = open();
  }

  InetSocketAddress address() {
    return entrance.secure().orElseThrow();
  }

  /** A DTLS client of this identity; it supports CIDs and needs none itself. */
  static CoapEndpoint client(String identity, byte[] key) throws IOException {
    return client(identity, key, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** The same from an address of its own. */
  static CoapEndpoint client(String identity, byte[] key, InetSocketAddress from)
      throws IOException {
    return client(
        builder ->
            builder
                .setAdvancedPskStore(new AdvancedSinglePskStore(identity, key))
                .setAddress(from));
  }

  static CoapEndpoint client(Consumer<DtlsConnectorConfig.Builder> credentials) throws IOException {
    Configuration config =
        new Configuration(
            CoapConfig.DEFINITIONS,
            UdpConfig.DEFINITIONS,
            SystemConfig.DEFINITIONS,
            DtlsConfig.DEFINITIONS);
    config.set(DtlsConfig.DTLS_ROLE, DtlsRole.CLIENT_ONLY);
    config.set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, 0);
    config.set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1);
    config.set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1);
    config.set(DtlsConfig.DTLS_RETRANSMISSION_TIMEOUT, 500, TimeUnit.MILLISECONDS);
    config.set(DtlsConfig.DTLS_MAX_RETRANSMISSIONS, 2);
    config.set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1);
    config.set(CoapConfig.RESPONSE_MATCHING, CoapConfig.MatcherMode.PRINCIPAL);
    DtlsConnectorConfig.Builder builder =
        DtlsConnectorConfig.builder(config)
            .setAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    credentials.accept(builder);
    CoapEndpoint endpoint =
        CoapEndpoint.builder()
            .setConfiguration(config)
            .setConnector(new DTLSConnector(builder.build()))
            .build();
    endpoint.start();
    return endpoint;
  }

  String uri(int toPort, String path) {
    return "coaps://127.0.0.1:" + toPort + path;
  }

  Response send(CoapEndpoint client, Request request, int toPort, String path)
      throws InterruptedException {
    Response response = trySend(client, request, toPort, path, 15);
    if (response == null) {
      throw new AssertionError("no response from " + path + ": " + request.getSendError());
    }
    return response;
  }

  @Nullable Response trySend(
      CoapEndpoint client, Request request, int toPort, String path, int seconds)
      throws InterruptedException {
    request.setURI(uri(toPort, path));
    request.send(client);
    return request.waitForResponse(TimeUnit.SECONDS.toMillis(seconds));
  }

  Response put(CoapEndpoint client, int toPort, String path, String payload)
      throws InterruptedException {
    Request request = Request.newPut();
    request.setPayload(payload);
    request.getOptions().setContentFormat(Formats.TEXT);
    return send(client, request, toPort, path);
  }

  /** Observes; what comes is in the queue as {@code code payload}. */
  BlockingQueue<String> observe(CoapEndpoint client, int toPort, String path) {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    Request request = Request.newGet();
    request.setURI(uri(toPort, path));
    request.setObserve();
    // A response may be told of twice, as one and as a notification; its message id tells.
    Set<Integer> told = ConcurrentHashMap.newKeySet();
    Consumer<Response> hear =
        response -> {
          if (told.add(response.getMID())) {
            heard.add(response.getCode().text + " " + response.getPayloadString());
          }
        };
    request.addMessageObserver(
        new MessageObserverAdapter() {
          @Override
          public void onResponse(Response response) {
            hear.accept(response);
          }
        });
    client.addNotificationListener(
        (asked, response) -> {
          if (asked.getToken().equals(request.getToken())) {
            hear.accept(response);
          }
        });
    request.send(client);
    return heard;
  }

  static Map<String, byte[]> keys() {
    return Map.of(IDENTITY, KEY);
  }

  @Override
  public void close() {
    entrance.close();
    session.close();
  }
}
