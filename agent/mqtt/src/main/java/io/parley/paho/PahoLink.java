package io.parley.paho;

import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.Link;
import io.parley.mqtt.MqttFailure;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.Puback;
import io.parley.mqtt.SessionOptions;
import io.parley.mqtt.Subscription;
import io.parley.mqtt.TlsMaterial;
import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttConnAck;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/** One connection of a Paho client that is thrown away with it: no state of Paho's outlives it. */
final class PahoLink implements Link {
  private static final int TOPIC_NAME_INVALID = 0x90;
  private static final int NO_MATCHING_SUBSCRIBERS = 0x10;
  private static final int FIRST_ERROR = 0x80;
  private static final int LAST_ERROR = 0xA2;
  private static final int WIDEST_WINDOW = 65_535;

  private final SessionOptions options;
  private final Line line;
  private final MqttAsyncClient client;
  private volatile Granted granted = new Granted(WIDEST_WINDOW, false);

  PahoLink(SessionOptions options, Events events) {
    this.options = options;
    BrokerUrl url = options.url();
    line =
        url.tls()
            ? Line.encrypted(TlsMaterial.read(options.tls()).context().getSocketFactory())
            : Line.plain();
    try {
      String uri = "%s://%s:%d".formatted(url.tls() ? "ssl" : "tcp", url.host(), url.port());
      client = new MqttAsyncClient(uri, options.clientId(), new MemoryPersistence());
    } catch (MqttException e) {
      throw MqttFailure.of("no client for %s: %s".formatted(url, e.getMessage()), e);
    }
    client.setManualAcks(true);
    client.setCallback(new PahoEvents(client, events));
  }

  CompletableFuture<Link> open(boolean cleanStart, @Nullable MqttMessage will) {
    CompletableFuture<Link> opened = new CompletableFuture<>();
    try {
      client.connect(
          connectOptions(cleanStart, will),
          null,
          listener(
              token -> {
                granted = granted(token);
                if (!opened.complete(this)) {
                  drop();
                }
              },
              failure -> {
                release();
                opened.completeExceptionally(failure);
              },
              "CONNECT to " + options.url()));
    } catch (MqttException e) {
      opened.completeExceptionally(failure("CONNECT to " + options.url(), e));
    }
    var unused =
        opened.whenComplete(
            (link, error) -> {
              if (error != null) {
                line.cut();
              }
            });
    return opened;
  }

  private MqttConnectionOptions connectOptions(boolean cleanStart, @Nullable MqttMessage will) {
    MqttConnectionOptions connect = new MqttConnectionOptions();
    connect.setAutomaticReconnect(false);
    connect.setCleanStart(cleanStart);
    connect.setConnectionTimeout((int) Math.max(1, options.connectTimeout().toSeconds()));
    connect.setKeepAliveInterval((int) options.keepAlive().toSeconds());
    connect.setSessionExpiryInterval(options.sessionExpiry().toSeconds());
    connect.setMaximumPacketSize((long) options.maximumPacketSize());
    connect.setReceiveMaximum(options.receiveMaximum());
    connect.setUseSubscriptionIdentifiers(false);
    connect.setSocketFactory(line.sockets());
    connect.setHttpsHostnameVerificationEnabled(options.tls().verifyHostname());
    String user = options.url().user();
    String password = options.url().password();
    if (user != null) {
      connect.setUserName(user);
    }
    if (password != null) {
      connect.setPassword(password.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    if (will != null) {
      connect.setWill(will.topic(), PahoMessages.out(will));
      connect.setWillMessageProperties(PahoMessages.properties(will));
    }
    return connect;
  }

  private static Granted granted(IMqttToken token) {
    MqttProperties properties = token.getResponseProperties();
    Integer window = properties == null ? null : properties.getReceiveMaximum();
    boolean present =
        token.getResponse() instanceof MqttConnAck connack && connack.getSessionPresent();
    return new Granted(window == null ? WIDEST_WINDOW : window, present);
  }

  @Override
  public Granted granted() {
    return granted;
  }

  @Override
  public CompletableFuture<Puback> publish(MqttMessage message) {
    CompletableFuture<Puback> done = new CompletableFuture<>();
    String what = "PUBLISH to " + message.topic();
    try {
      client.publish(
          message.topic(),
          PahoMessages.out(message),
          null,
          listener(token -> finish(done, what, token), done::completeExceptionally, what));
    } catch (MqttException e) {
      done.completeExceptionally(failure(what, e));
    } catch (IllegalArgumentException e) {
      done.completeExceptionally(MqttFailure.refused(what, TOPIC_NAME_INVALID));
    }
    return done;
  }

  private static void finish(CompletableFuture<Puback> done, String what, IMqttToken token) {
    int code = worst(token);
    if (code >= FIRST_ERROR) {
      done.completeExceptionally(MqttFailure.refused(what, code));
    } else {
      done.complete(
          code == NO_MATCHING_SUBSCRIBERS ? Puback.NO_MATCHING_SUBSCRIBERS : Puback.SUCCESS);
    }
  }

  @Override
  public CompletableFuture<Void> subscribe(Subscription subscription) {
    MqttSubscription asked = new MqttSubscription(subscription.filter(), 1);
    asked.setNoLocal(subscription.noLocal());
    asked.setRetainAsPublished(subscription.retainAsPublished());
    asked.setRetainHandling(subscription.retained().handling());
    return answered(
        "SUBSCRIBE to " + subscription.filter(),
        heard ->
            client.subscribe(new MqttSubscription[] {asked}, null, heard, new MqttProperties()));
  }

  @Override
  public CompletableFuture<Void> unsubscribe(String filter) {
    return answered(
        "UNSUBSCRIBE from " + filter,
        heard -> client.unsubscribe(new String[] {filter}, null, heard, new MqttProperties()));
  }

  @Override
  public CompletableFuture<Void> disconnect(boolean forget) {
    MqttProperties properties = new MqttProperties();
    if (forget && !options.sessionExpiry().isZero()) {
      properties.setSessionExpiryInterval(0L);
    }
    return answered("DISCONNECT", heard -> client.disconnect(0, null, heard, 0, properties))
        .whenComplete((ok, error) -> drop());
  }

  @Override
  public void drop() {
    line.cut();
    release();
  }

  private void release() {
    try {
      client.close(true);
    } catch (MqttException e) {
      line.cut(); // still connecting or disconnecting: without its socket it ends by itself
    }
  }

  private static CompletableFuture<Void> answered(String what, Request request) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    try {
      request.send(
          listener(
              token -> {
                int code = worst(token);
                if (code >= FIRST_ERROR) {
                  done.completeExceptionally(MqttFailure.refused(what, code));
                } else {
                  done.complete(null);
                }
              },
              done::completeExceptionally,
              what));
    } catch (MqttException e) {
      done.completeExceptionally(failure(what, e));
    } catch (IllegalArgumentException e) {
      done.completeExceptionally(MqttFailure.refused(what, TOPIC_NAME_INVALID));
    }
    return done;
  }

  private static int worst(IMqttToken token) {
    int[] codes = token.getReasonCodes();
    int worst = 0;
    if (codes != null) {
      for (int code : codes) {
        worst = Math.max(worst, code);
      }
    }
    return worst;
  }

  private static MqttFailure failure(String what, Throwable error) {
    int code = error instanceof MqttException known ? known.getReasonCode() : 0;
    if (code >= FIRST_ERROR && code <= LAST_ERROR) {
      return MqttFailure.refused(what, code);
    }
    Throwable root = error.getCause() == null ? error : error.getCause();
    return MqttFailure.of("%s failed: %s".formatted(what, root), error);
  }

  private static MqttActionListener listener(
      java.util.function.Consumer<IMqttToken> success,
      java.util.function.Consumer<MqttFailure> failed,
      String what) {
    return new MqttActionListener() {
      @Override
      public void onSuccess(IMqttToken token) {
        success.accept(token);
      }

      @Override
      public void onFailure(IMqttToken token, Throwable error) {
        failed.accept(failure(what, error));
      }
    };
  }

  /** Sends a packet whose answer the listener hears. */
  @FunctionalInterface
  private interface Request {
    void send(MqttActionListener heard) throws MqttException;
  }
}
