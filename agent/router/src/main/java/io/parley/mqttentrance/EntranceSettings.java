package io.parley.mqttentrance;

import io.parley.codec.Limits;
import io.parley.message.By;
import io.parley.message.Ids;
import io.parley.topics.TopicFilter;
import io.parley.topics.Topics;
import java.util.List;

/**
 * How a node takes questions over MQTT.
 *
 * @param topics the tree
 * @param site the node's site
 * @param self who the node is, as its refusals say
 * @param shared whether it shares the questions with other routers of the site ({@code
 *     $share/parley/...}); for external brokers
 * @param stamped whether the broker says who published, by {@code parley-client} and {@code
 *     parley-principal}, and strips what clients claim themselves; never true on external brokers
 * @param limits the largest and deepest payloads
 * @param replies further topics where answers may go
 * @param rights what askers may do at the broker
 */
public record EntranceSettings(
    Topics topics,
    String site,
    By self,
    boolean shared,
    boolean stamped,
    Limits limits,
    List<TopicFilter> replies,
    ReplyRights rights) {
  public EntranceSettings {
    Ids.require("site", site);
    replies = List.copyOf(replies);
  }

  /** On the embedded broker, which stamps every message and knows everybody's rights. */
  public static EntranceSettings embedded(
      Topics topics, String site, By self, List<TopicFilter> replies, ReplyRights rights) {
    return new EntranceSettings(topics, site, self, false, true, Limits.USUAL, replies, rights);
  }

  /** On an external broker, shared with the site's other routers. */
  public static EntranceSettings external(
      Topics topics, String site, By self, List<TopicFilter> replies) {
    return new EntranceSettings(
        topics, site, self, true, false, Limits.USUAL, replies, ReplyRights.OF_THE_BROKER);
  }
}
