package io.parley.uplink;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5UnsubAckException;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuthBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectRestrictions;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.Link;
import io.parley.mqtt.MqttFailure;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.Puback;
import io.parley.mqtt.SessionOptions;
import io.parley.mqtt.Subscription;
import io.parley.mqtt.TlsMaterial;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One connection of a client that is thrown away with it; its automatic reconnect stays off. */
final class HivemqLink implements Link {
  private static final int WIDEST_WINDOW = 65_535;
  private static final int TOPIC_NAME_INVALID = 0x90;
  private static final int PACKET_TOO_LARGE = 0x95;

  private final SessionOptions options;
  private final Events events;
  private final Mqtt5AsyncClient client;
  private volatile Granted granted = new Granted(WIDEST_WINDOW, false);

  HivemqLink(SessionOptions options, @Nullable MqttMessage will, Events events) {
    this.options = options;
    this.events = events;
    BrokerUrl url = options.url();
    // TLS belongs into the transport: set beside one, it is passed over without a word.
    MqttClientTransportConfigBuilder transport =
        MqttClientTransportConfig.builder()
            .serverHost(url.host())
            .serverPort(url.port())
            .socketConnectTimeout(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .mqttConnectTimeout(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
    if (url.tls()) {
      transport = transport.sslConfig(ssl(options));
    }
    Mqtt5ClientBuilder builder =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier(options.clientId())
            .transportConfig(transport.build())
            .addDisconnectedListener(context -> events.lost(context.getCause()));
    if (will != null) {
      builder = builder.willPublish(HivemqMessages.out(will).asWill());
    }
    client = builder.buildAsync();
  }

  private static MqttClientSslConfig ssl(SessionOptions options) {
    TlsMaterial material = TlsMaterial.read(options.tls());
    var ssl =
        MqttClientSslConfig.builder()
            .trustManagerFactory(material.trust())
            .keyManagerFactory(material.keys())
            .handshakeTimeout(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
    if (!options.tls().verifyHostname()) {
      ssl = ssl.hostnameVerifier((host, session) -> true);
    }
    return ssl.build();
  }

  /**
   * Connects.
   *
   * @param as what the session gets for this link
   */
  CompletableFuture<Link> open(boolean cleanStart, UnaryOperator<Link> as) {
    client.publishes(MqttGlobalPublishFilter.ALL, this::arrived, Runnable::run, true);
    CompletableFuture<Link> opened = new CompletableFuture<>();
    var unused =
        client
            .connect(connect(cleanStart))
            .whenComplete(
                (connack, error) -> {
                  if (error != null) {
                    opened.completeExceptionally(failure("CONNECT to " + options.url(), error));
                  } else {
                    granted = granted(connack);
                    if (!opened.complete(as.apply(this))) {
                      drop();
                    }
                  }
                });
    return opened;
  }

  private Mqtt5Connect connect(boolean cleanStart) {
    var connect =
        Mqtt5Connect.builder()
            .cleanStart(cleanStart)
            .keepAlive((int) options.keepAlive().toSeconds())
            .sessionExpiryInterval(options.sessionExpiry().toSeconds())
            .restrictions(
                Mqtt5ConnectRestrictions.builder()
                    .receiveMaximum(options.receiveMaximum())
                    .maximumPacketSize(options.maximumPacketSize())
                    .build());
    Mqtt5SimpleAuth auth = auth();
    return auth == null ? connect.build() : connect.simpleAuth(auth).build();
  }

  private @Nullable Mqtt5SimpleAuth auth() {
    String user = options.url().user();
    String password = options.url().password();
    if (user == null && password == null) {
      return null;
    }
    byte[] secret = password == null ? new byte[0] : password.getBytes(StandardCharsets.UTF_8);
    if (user == null) {
      return Mqtt5SimpleAuth.builder().password(secret).build();
    }
    Mqtt5SimpleAuthBuilder.Complete auth = Mqtt5SimpleAuth.builder().username(user);
    return password == null ? auth.build() : auth.password(secret).build();
  }

  private static Granted granted(Mqtt5ConnAck connack) {
    return new Granted(
        Math.min(WIDEST_WINDOW, connack.getRestrictions().getReceiveMaximum()),
        connack.isSessionPresent());
  }

  private void arrived(Mqtt5Publish publish) {
    int qos = publish.getQos().getCode();
    events.arrived(
        HivemqMessages.in(publish),
        qos,
        () -> {
          if (qos > 0) {
            publish.acknowledge();
          }
        });
  }

  @Override
  public Granted granted() {
    return granted;
  }

  @Override
  public CompletableFuture<Puback> publish(MqttMessage message) {
    String what = "PUBLISH to " + message.topic();
    try {
      return client
          .publish(HivemqMessages.out(message))
          .handle(
              (result, error) -> {
                if (error != null) {
                  throw new CompletionException(failure(what, error));
                }
                return puback(what, result);
              });
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(MqttFailure.refused(what, TOPIC_NAME_INVALID));
    }
  }

  private static Puback puback(String what, Mqtt5PublishResult result) {
    result
        .getError()
        .ifPresent(
            error -> {
              throw new CompletionException(failure(what, error));
            });
    return result instanceof Mqtt5PublishResult.Mqtt5Qos1Result qos1
            && qos1.getPubAck().getReasonCode() == Mqtt5PubAckReasonCode.NO_MATCHING_SUBSCRIBERS
        ? Puback.NO_MATCHING_SUBSCRIBERS
        : Puback.SUCCESS;
  }

  @Override
  public CompletableFuture<Void> subscribe(Subscription subscription) {
    String what = "SUBSCRIBE to " + subscription.filter();
    try {
      Mqtt5Subscription asked =
          Mqtt5Subscription.builder()
              .topicFilter(subscription.filter())
              .qos(MqttQos.AT_LEAST_ONCE)
              .noLocal(subscription.noLocal())
              .retainAsPublished(subscription.retainAsPublished())
              .retainHandling(retainHandling(subscription.retained()))
              .build();
      return client
          .subscribe(Mqtt5Subscribe.builder().addSubscription(asked).build())
          .handle((suback, error) -> finish(what, error));
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(MqttFailure.refused(what, TOPIC_NAME_INVALID));
    }
  }

  private static Mqtt5RetainHandling retainHandling(Subscription.Retained retained) {
    return switch (retained) {
      case ALWAYS -> Mqtt5RetainHandling.SEND;
      case IF_NEW -> Mqtt5RetainHandling.SEND_IF_SUBSCRIPTION_DOES_NOT_EXIST;
      case NEVER -> Mqtt5RetainHandling.DO_NOT_SEND;
    };
  }

  @Override
  public CompletableFuture<Void> unsubscribe(String filter) {
    return client
        .unsubscribe(Mqtt5Unsubscribe.builder().topicFilter(filter).build())
        .handle((unsuback, error) -> finish("UNSUBSCRIBE from " + filter, error));
  }

  @Override
  public CompletableFuture<Void> disconnect(boolean forget) {
    return forget && !options.sessionExpiry().isZero()
        ? client.disconnectWith().sessionExpiryInterval(0).send()
        : client.disconnect();
  }

  @Override
  public void drop() {
    var unused =
        client
            .disconnectWith()
            .reasonCode(Mqtt5DisconnectReasonCode.DISCONNECT_WITH_WILL_MESSAGE)
            .send();
  }

  private static @Nullable Void finish(String what, @Nullable Throwable error) {
    if (error != null) {
      throw new CompletionException(failure(what, error));
    }
    return null;
  }

  private static MqttFailure failure(String what, Throwable error) {
    Throwable root =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    if (root instanceof Mqtt5ConnAckException e) {
      return MqttFailure.refused(what, e.getMqttMessage().getReasonCode().getCode());
    } else if (root instanceof Mqtt5PubAckException e) {
      return MqttFailure.refused(what, e.getMqttMessage().getReasonCode().getCode());
    } else if (root instanceof Mqtt5SubAckException e) {
      return MqttFailure.refused(what, e.getMqttMessage().getReasonCodes().get(0).getCode());
    } else if (root instanceof Mqtt5UnsubAckException e) {
      return MqttFailure.refused(what, e.getMqttMessage().getReasonCodes().get(0).getCode());
    } else if (root.getClass().getSimpleName().contains("MaximumPacketSize")) {
      return MqttFailure.refused(what, PACKET_TOO_LARGE);
    }
    return MqttFailure.of("%s failed: %s".formatted(what, root), root);
  }
}
