package io.parley.node;

import static java.util.Objects.requireNonNull;

import io.parley.access.AccessRules;
import io.parley.access.Principal;
import io.parley.access.Who;
import io.parley.broker.Allowances;
import io.parley.broker.BoundListener;
import io.parley.broker.BrokerEvents;
import io.parley.broker.BrokerException;
import io.parley.broker.BrokerSettings;
import io.parley.broker.EmbeddedBroker;
import io.parley.broker.NodeLink;
import io.parley.config.LinkSettings;
import io.parley.config.Settings;
import io.parley.message.Needs;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.uplink.HivemqSession;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The broker that a node's router works on: the embedded one, or an external one. */
final class HomeBroker implements AutoCloseable {
  private static final Duration OWN_WAIT = Duration.ofDays(1);
  private static final Duration OTHERS_WAIT = Duration.ofMillis(Needs.DEFAULT_MS);
  private static final int MOST_WAITING = 20_000;
  private static final long MOST_WAITING_BYTES = 64L << 20;

  private final @Nullable EmbeddedBroker embedded;
  private final @Nullable AccessRules access;
  private final @Nullable LinkSettings external;

  private HomeBroker(
      @Nullable EmbeddedBroker embedded,
      @Nullable AccessRules access,
      @Nullable LinkSettings external) {
    this.embedded = embedded;
    this.access = access;
    this.external = external;
  }

  /**
   * Starts the embedded broker, or remembers where the external one is.
   *
   * @throws NodeException if it cannot listen, with who holds the port
   */
  static HomeBroker of(Settings settings, String agent, NodePlace place, BrokerEvents events) {
    LinkSettings external = settings.broker();
    if (external != null) {
      return new HomeBroker(null, null, external);
    }
    try {
      AccessRules access = BrokerSettings.access(settings, agent);
      EmbeddedBroker broker =
          EmbeddedBroker.start(BrokerSettings.of(settings, place.broker()), access, events);
      return new HomeBroker(broker, access, null);
    } catch (BrokerException e) {
      throw new NodeException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new NodeException("users '%s' cannot be read: %s".formatted(settings.users(), e), e);
    }
  }

  /** How one of this node's own clients connects. */
  SessionOptions client(String clientId) {
    EmbeddedBroker broker = embedded;
    if (broker != null) {
      NodeLink link = broker.link();
      return SessionOptions.of(
          BrokerUrl.parse(link.url()).withUser(link.user(), link.password()), clientId);
    }
    return Links.options(requireNonNull(external), clientId);
  }

  /**
   * How a client connects whose session outlives this process: what is sent to it meanwhile waits.
   * On an external broker no longer than a question usually lives, since a router that is gone for
   * good keeps its share of the questions for so long.
   */
  SessionOptions lastingClient(String clientId) {
    return client(clientId)
        .lasting(embedded == null ? OTHERS_WAIT : OWN_WAIT, MOST_WAITING, MOST_WAITING_BYTES);
  }

  /** A session for answers: what it publishes needs no packet where the broker is here. */
  MqttSession answering(SessionOptions options) {
    EmbeddedBroker broker = embedded;
    if (broker == null) {
      return HivemqSession.of(options);
    }
    Who self = new Who(Principal.NODE, options.clientId());
    return HivemqSession.near(options, message -> broker.publish(self, message));
  }

  /** Who may do what; absent on an external broker, which decides by itself. */
  @Nullable AccessRules access() {
    return access;
  }

  /** What each user may still spend; absent on an external broker, which counts by itself. */
  @Nullable Allowances allowances() {
    return embedded == null ? null : embedded.allowances();
  }

  /**
   * Publishes what another entrance of this node took from this client.
   *
   * @return as of {@link EmbeddedBroker#publish}
   * @throws IllegalStateException on an external broker, which takes messages from connections only
   */
  CompletableFuture<Void> publish(Who who, MqttMessage message) {
    EmbeddedBroker broker = embedded;
    if (broker == null) {
      throw new IllegalStateException("an external broker takes messages from connections only");
    }
    return broker.publish(who, message);
  }

  /** Where others reach it. */
  List<String> addresses() {
    EmbeddedBroker broker = embedded;
    return broker == null
        ? List.of(requireNonNull(external).url())
        : broker.listeners().stream().map(BoundListener::url).toList();
  }

  /** The embedded broker's own figures; none of an external one. */
  Map<String, Number> figures() {
    return embedded == null ? Map.of() : embedded.figures();
  }

  /** Lets others in. */
  void open() {
    if (embedded != null) {
      embedded.open();
    }
  }

  /** Lets nobody new in. */
  void shut() {
    if (embedded != null) {
      embedded.shut();
    }
  }

  @Override
  public void close() {
    if (embedded != null) {
      embedded.close();
    }
  }
}
