package io.parley.cli;

import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.mqtt.Correlation;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Subscription;
import io.parley.presence.AgentSeen;
import io.parley.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How far the routers believe the agents they have checked, as they say when asked. */
final class Beliefs {
  private static final long LONGEST_MS = 2_000;

  private final Map<String, List<Belief>> byPeer = new ConcurrentHashMap<>();

  /**
   * What one router has seen of a peer.
   *
   * @param by the router, {@code site/agent}
   * @param protocol the protocol id; empty for words
   * @param good right answers, faded
   * @param bad wrong answers, faded
   * @param expected 0..1, the share of right answers to expect
   * @param lower 0..1, what it is at least with 90 %
   */
  record Belief(
      String by, String protocol, double good, double bad, double expected, double lower) {
    Map<String, Object> tree() {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("by", by);
      tree.put("protocol", protocol);
      tree.put("good", good);
      tree.put("bad", bad);
      tree.put("expected", expected);
      tree.put("lower", lower);
      return tree;
    }
  }

  /** Asks all routers that are there now; who says nothing in time believes nothing. */
  static Beliefs ask(MqttSession session, Topics topics, List<AgentSeen> all) {
    Beliefs beliefs = new Beliefs();
    List<AgentSeen> routers =
        all.stream().filter(AgentSeen::router).filter(AgentSeen::live).toList();
    Map<String, CompletableFuture<Void>> open = new ConcurrentHashMap<>();
    routers.forEach(router -> open.put(router.address(), new CompletableFuture<>()));
    CompletableFuture<Void> heard =
        CompletableFuture.allOf(open.values().toArray(new CompletableFuture<?>[0]));
    String replies = topics.answer("parley", session.clientId()) + "/reputation";
    session
        .subscribe(Subscription.live(replies), message -> beliefs.take(message, open))
        .orTimeout(LONGEST_MS, TimeUnit.MILLISECONDS)
        .join();
    routers.forEach(router -> say(session, topics, router, replies));
    var unused = heard.completeOnTimeout(null, LONGEST_MS, TimeUnit.MILLISECONDS).join();
    return beliefs;
  }

  private static void say(MqttSession session, Topics topics, AgentSeen router, String replies) {
    var unused =
        session.publish(
            new MqttMessage(
                topics.to(router.site(), router.agent()),
                Trees.toJson(Map.of("op", "reputation")),
                false,
                "application/json",
                replies,
                Correlation.of(router.address().getBytes(StandardCharsets.UTF_8)),
                LONGEST_MS / 1000,
                List.of()));
  }

  private void take(MqttMessage message, Map<String, CompletableFuture<Void>> open) {
    Correlation correlation = message.correlation();
    String by = correlation == null ? "" : new String(correlation.bytes(), StandardCharsets.UTF_8);
    CompletableFuture<Void> router = open.get(by);
    if (router == null) {
      return;
    }
    try {
      if (new Trees(Limits.USUAL).fromJson(message.payload()) instanceof Map<?, ?> map
          && map.get("peers") instanceof List<?> peers) {
        peers.forEach(peer -> note(by, peer));
      }
    } catch (CodecException e) {
      // An old router refuses the op; it believes nothing.
    }
    router.complete(null);
  }

  private void note(String by, Object said) {
    if (said instanceof Map<?, ?> map && map.get("peer") instanceof String peer) {
      byPeer
          .computeIfAbsent(peer, p -> new ArrayList<>())
          .add(
              new Belief(
                  by,
                  map.get("protocol") instanceof String protocol ? protocol : "",
                  number(map.get("good")),
                  number(map.get("bad")),
                  number(map.get("expected")),
                  number(map.get("lower"))));
    }
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : 0;
  }

  /** What is believed of an agent of this name. */
  List<Belief> of(String agent) {
    return List.copyOf(byPeer.getOrDefault(agent, List.of()));
  }
}
