package io.parley.broker;

import com.hivemq.extension.sdk.api.packets.general.UserProperties;
import com.hivemq.extension.sdk.api.packets.general.UserProperty;
import com.hivemq.extension.sdk.api.services.publish.RetainedMessageStore;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import com.hivemq.extension.sdk.api.services.session.SessionInformation;
import com.hivemq.extension.sdk.api.services.subscription.SubscriptionStore;
import com.hivemq.extension.sdk.api.services.subscription.TopicSubscription;
import io.parley.access.Principal;
import io.parley.access.Who;
import io.parley.broker.RetainedTopics.Kept;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the last process left in the broker's files, looked at before anybody is let in: sessions of
 * nobody, and those that hold more than their user may have today, are ended, with their queues;
 * Session Present 0 tells the client so.
 */
final class StoredState {
  private static final Logger log = LoggerFactory.getLogger(StoredState.class);
  private static final long PATIENCE_SECONDS = 120;

  private final House house;
  private final ClientService clients;
  private final SubscriptionStore subscriptions;
  private final RetainedMessageStore retained;

  StoredState(
      House house,
      ClientService clients,
      SubscriptionStore subscriptions,
      RetainedMessageStore retained) {
    this.house = house;
    this.clients = clients;
    this.subscriptions = subscriptions;
    this.retained = retained;
  }

  /** Looks at all of it; returns when what must go is gone. */
  void review(Map<String, String> owners)
      throws InterruptedException, ExecutionException, TimeoutException {
    Set<String> known = ConcurrentHashMap.newKeySet();
    await(
        clients.iterateAllClients(
            (context, session) -> {
              if (lasts(session)) {
                known.add(session.getClientIdentifier());
              }
            }));
    Map<String, Set<String>> filters = new ConcurrentHashMap<>();
    await(
        subscriptions.iterateAllSubscriptions(
            (context, each) ->
                filters.put(
                    each.getClientId(),
                    each.getSubscriptions().stream()
                        .map(TopicSubscription::getTopicFilter)
                        .collect(Collectors.toSet()))));
    Map<String, String> kept = kept(known, owners, filters);
    List<CompletableFuture<?>> ending = new ArrayList<>();
    for (String client : known) {
      if (!kept.containsKey(client)) {
        ending.add(clients.invalidateSession(client).exceptionally(gone -> false));
      }
    }
    await(CompletableFuture.allOf(ending.toArray(CompletableFuture[]::new)));
    house.sessions().resume(kept, filters);
    await(count());
  }

  private static boolean lasts(SessionInformation session) {
    return session.getSessionExpiryInterval() > 0;
  }

  private Map<String, String> kept(
      Set<String> known, Map<String, String> owners, Map<String, Set<String>> filters) {
    Map<String, String> kept = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (String client : known) {
      String owner = owner(client, owners);
      Set<String> held = filters.getOrDefault(client, Set.of());
      String why = objection(client, owner, held, counts.getOrDefault(owner, 0));
      if (why.isEmpty()) {
        kept.put(client, owner);
        counts.merge(owner, 1, Integer::sum);
      } else {
        house.bounds().ended(client, owner, why);
      }
    }
    return kept;
  }

  /** This node's own go on even where a version before this one left no owner. */
  private String owner(String client, Map<String, String> owners) {
    String node = house.access().nodeName();
    boolean own = !node.isEmpty() && client.startsWith(node + "-");
    return owners.getOrDefault(client, own ? Principal.NODE.name() : "");
  }

  /** Why a session cannot go on; empty if it can. */
  private String objection(String client, String owner, Set<String> held, int before) {
    Principal principal = owner.isEmpty() ? null : house.access().named(owner).orElse(null);
    if (principal == null) {
      return owner.isEmpty() ? "nobody knows whose it is" : "its user is there no more";
    }
    if (principal.equals(Principal.NODE)) {
      return "";
    }
    int most = house.limits().client().subscriptions();
    if (held.size() > most) {
      return "%d subscriptions must be at most %d".formatted(held.size(), most);
    }
    if (!principal.equals(Principal.LOCAL) && before >= house.limits().client().sessions()) {
      return "sessions of one user must be at most " + house.limits().client().sessions();
    }
    Who who = new Who(principal, client);
    return held.stream()
        .filter(filter -> !house.rights().maySubscribe(who, filter))
        .findAny()
        .map("its user may not subscribe to '%s' any more"::formatted)
        .orElse("");
  }

  private CompletableFuture<Void> count() {
    Map<String, Kept> topics = new ConcurrentHashMap<>();
    return retained
        .iterateAllRetainedMessages(
            (context, message) ->
                topics.put(
                    message.getTopic(),
                    new Kept(
                        principal(message.getUserProperties()),
                        message.getPayload().map(ByteBuffer::remaining).orElse(0))))
        .thenRun(() -> house.retained().are(topics, this::recount));
  }

  private void recount() {
    var unused =
        count()
            .exceptionally(
                error -> {
                  house.retained().notCounted();
                  log.warn("what is retained cannot be counted: {}", error.toString());
                  return null;
                });
  }

  private static String principal(UserProperties properties) {
    return properties.asList().stream()
        .filter(property -> property.getName().equals(Stamps.PRINCIPAL))
        .map(UserProperty::getValue)
        .findFirst()
        .orElse(RetainedTopics.NOBODY);
  }

  private static void await(CompletableFuture<Void> step)
      throws InterruptedException, ExecutionException, TimeoutException {
    step.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
