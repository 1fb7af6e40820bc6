package io.parley.http;

import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.codec.Format;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.http.NodeView.Exchange;
import io.parley.http.NodeView.Neighbour;
import io.parley.http.NodeView.Spoken;
import io.parley.http.NodeView.Unanswered;
import io.parley.message.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the API answers, as JSON; messages look as they do on MQTT. */
final class Shape {
  private static final Trees OWN = new Trees(new Limits(4 << 20, 32));

  private Shape() {}

  static byte[] json(Object tree) {
    return Trees.toJson(tree);
  }

  static Map<String, Object> health(NodeView node) {
    NodeView.Health health = node.health();
    NodeView.Self self = node.self();
    return map(
        "ready", health.ready(),
        "site", self.site(),
        "agent", self.agent(),
        "tier", self.tier(),
        "problems", health.problems());
  }

  static List<Object> agents(List<Neighbour> agents) {
    return agents.stream()
        .<Object>map(
            one ->
                map(
                    "site", one.site(),
                    "agent", one.agent(),
                    "parent", one.parent().isEmpty() ? null : one.parent(),
                    "card", one.card() == null ? null : again(Codec.encode(one.card())),
                    "status", one.status() == null ? null : again(Codec.encode(one.status()))))
        .toList();
  }

  static List<Object> exchanges(List<Exchange> exchanges) {
    return exchanges.stream()
        .<Object>map(
            one ->
                map(
                    "at",
                    one.at().toString(),
                    "entrance",
                    one.entrance(),
                    "subject",
                    one.subject().isEmpty() ? null : one.subject(),
                    "question",
                    one.question(),
                    "ms",
                    one.ms(),
                    "answer",
                    one.answer() == null ? null : again(Codec.encode(one.answer(), Format.JSON))))
        .toList();
  }

  static List<Object> protocols(List<Spoken> protocols) {
    return protocols.stream()
        .<Object>map(
            one ->
                map(
                    "cid", one.cid(),
                    "name", one.name(),
                    "state", one.state(),
                    "routine", one.routine(),
                    "uses", one.uses()))
        .toList();
  }

  static List<Object> unanswered(List<Unanswered> unanswered) {
    return unanswered.stream()
        .<Object>map(
            one ->
                map(
                    "at", one.at().toString(),
                    "subject", one.subject().isEmpty() ? null : one.subject(),
                    "question", one.question(),
                    "times", one.times(),
                    "reason", one.reason(),
                    "guess", one.guess()))
        .toList();
  }

  static Map<String, Object> refused(Reason reason) {
    return map("status", "refused", "reason", map("code", reason.code(), "text", reason.text()));
  }

  /**
   * What the codec has written, as a tree, so that a message looks the same wherever it is seen.
   */
  private static @Nullable Object again(byte[] json) {
    try {
      return OWN.fromJson(json);
    } catch (CodecException e) {
      throw new IllegalStateException("what the codec wrote it cannot read", e);
    }
  }

  /** A map of these keys and values, without those that are absent. */
  static Map<String, Object> map(@Nullable Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      Object value = pairs[i + 1];
      if (value != null) {
        map.put(String.valueOf(pairs[i]), value);
      }
    }
    return map;
  }
}
