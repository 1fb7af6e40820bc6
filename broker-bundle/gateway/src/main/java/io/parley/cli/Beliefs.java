package io.parley.cli;

import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.errand.Correspondence;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.presence.AgentSeen;
import io.parley.topics.Topics;
import java.time.Duration;
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
  private static final Duration LIMIT = Duration.ofSeconds(2);

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
    Correspondence words =
        new Correspondence(session, topics, Retained.SITE, session.clientId(), "reputation");
    words.start().orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
    List<CompletableFuture<Void>> replies = new ArrayList<>();
    for (AgentSeen router : all) {
      if (router.router() && router.live()) {
        replies.add(
            words
                .say(router.site(), router.agent(), Map.of("op", "reputation"), LIMIT)
                .thenAccept(reply -> beliefs.take(router.address(), reply))
                .exceptionally(silent -> null));
      }
    }
    CompletableFuture.allOf(replies.toArray(new CompletableFuture<?>[0])).join();
    return beliefs;
  }

  private void take(String by, MqttMessage reply) {
    try {
      if (new Trees(Limits.USUAL).fromJson(reply.payload()) instanceof Map<?, ?> map
          && map.get("peers") instanceof List<?> peers) {
        peers.forEach(peer -> note(by, peer));
      }
    } catch (CodecException e) {
      // An old router refuses the op; it believes nothing.
    }
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
