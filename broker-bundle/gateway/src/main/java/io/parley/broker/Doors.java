package io.parley.broker;

import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.client.parameter.ServerInformation;
import com.hivemq.extension.sdk.api.events.client.ClientLifecycleEventListener;
import com.hivemq.extension.sdk.api.events.client.parameters.AuthenticationSuccessfulInput;
import com.hivemq.extension.sdk.api.events.client.parameters.ConnectionStartInput;
import com.hivemq.extension.sdk.api.events.client.parameters.DisconnectEventInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import io.netty.channel.Channel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Puts the doors into the broker before it listens. */
final class Doors implements ExtensionMain {
  private final House house;
  private final PasswordChecks passwords;
  private final CompletableFuture<ServerInformation> server = new CompletableFuture<>();
  private final CompletableFuture<Inside> inside = new CompletableFuture<>();
  private final CompletableFuture<ClientService> clients = new CompletableFuture<>();
  private final CompletableFuture<StoredState> stored = new CompletableFuture<>();

  Doors(House house, PasswordChecks passwords) {
    this.house = house;
    this.passwords = passwords;
  }

  /** What the broker says of itself; there once it has started. */
  CompletableFuture<ServerInformation> server() {
    return server;
  }

  /** The way in without a connection; there once the broker has started. */
  CompletableFuture<Inside> inside() {
    return inside;
  }

  /**
   * Looks at what the last process left, before anybody is let in.
   *
   * @throws BrokerException if it cannot be read
   */
  void review() {
    try {
      stored.join().review(house.owners().read());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerException("interrupted while the broker started", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new BrokerException("the broker's sessions cannot be read: " + e, e);
    }
  }

  /**
   * Bounds what connections may send, once the broker listens; who came before is not let in, see
   * {@link InboundThrottle#MARK}.
   */
  void throttle() {
    ClientService known = clients.join();
    AcceptedConnections accepted =
        new AcceptedConnections(new Connections(house, known, HivemqParts.waiting(known)));
    for (Channel listening : HivemqParts.listening(known)) {
      // On its own thread: elsewhere the handler is passed over until that thread has heard of it.
      listening
          .eventLoop()
          .submit(() -> listening.pipeline().addFirst(AcceptedConnections.NAME, accepted))
          .syncUninterruptibly();
    }
  }

  @Override
  public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
    Doorkeeper doorkeeper = new Doorkeeper(house, passwords);
    Services.securityRegistry().setAuthenticatorProvider(asked -> doorkeeper);
    TopicGate gate = new TopicGate(house);
    Services.securityRegistry().setAuthorizerProvider(asked -> gate);
    Services.initializerRegistry()
        .setClientInitializer(
            (client, context) ->
                house
                    .who(client)
                    .ifPresent(
                        who -> {
                          Guest guest =
                              new Guest(
                                  who,
                                  house.allowances().of(who),
                                  House.source(client.getConnectionInformation()));
                          context.addPublishInboundInterceptor(new InboundGate(house, guest));
                          context.addUnsubscribeInboundInterceptor(
                              (unsubscribe, out) ->
                                  unsubscribe
                                      .getUnsubscribePacket()
                                      .getTopicFilters()
                                      .forEach(
                                          filter ->
                                              house.sessions().unsubscribe(who.client(), filter)));
                          house
                              .sessions()
                              .connected(who.client(), who.principal(), house.nanoTime());
                          house.events().connected(who);
                        }));
    Services.eventRegistry().setClientLifecycleEventListener(asked -> new Farewell(house));
    house.sessionsIn(Services.clientService());
    clients.complete(Services.clientService());
    stored.complete(
        new StoredState(
            house,
            Services.clientService(),
            Services.subscriptionStore(),
            Services.retainedMessageStore()));
    inside.complete(new Inside(house, CallerRuns.of(Services.publishService())));
    server.complete(input.getServerInformation());
  }

  @Override
  public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
    house.open(false);
  }

  private record Farewell(House house) implements ClientLifecycleEventListener {
    @Override
    public void onMqttConnectionStart(ConnectionStartInput input) {}

    @Override
    public void onAuthenticationSuccessful(AuthenticationSuccessfulInput input) {}

    @Override
    public void onDisconnect(DisconnectEventInput input) {
      house
          .who(input)
          .ifPresent(
              who -> {
                house.sessions().disconnected(who.client(), house.nanoTime());
                house.events().disconnected(who);
              });
    }
  }
}
