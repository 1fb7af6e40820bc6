package io.parley.topics;

import io.parley.message.Codes;
import io.parley.message.Reason;
import io.parley.message.Shown;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where the answers of one site may go (spec clauses ). What the asker may read or
 * publish is the broker's knowledge and given with each call.
 */
public final class ReplyRule {
  private final Topics topics;
  private final String site;
  private final List<TopicFilter> replies;

  /**
   * The rule of a site.
   *
   * @param replies further topics where answers may go, as configured
   */
  public ReplyRule(Topics topics, String site, List<TopicFilter> replies) {
    this.topics = topics;
    this.site = site;
    this.replies = List.copyOf(replies);
  }

  /**
   * Why answers must not go to this topic; empty if they may.
   *
   * @param mayRead whether the asker may subscribe to the topic
   * @param mayPublish whether the asker may publish to the topic itself
   */
  public Optional<Reason> refusal(
      String topic, Predicate<String> mayRead, Predicate<String> mayPublish) {
    if (!TopicFilter.validName(topic)) {
      return refused(topic, "must be a topic name without wildcards");
    }
    boolean ours = topic.equals(topics.root()) || topic.startsWith(topics.root() + "/");
    Optional<Address> address = ours ? topics.parse(topic) : Optional.empty();
    if (ours && address.filter(a -> a instanceof Address.AnswerTo).isEmpty()) {
      return refused(topic, "must not be a question, agent or protocol topic");
    }
    boolean here = address.filter(a -> a.site().equals(site)).isPresent();
    if (!here
        && replies.stream().noneMatch(filter -> filter.matches(topic))
        && !mayPublish.test(topic)) {
      return refused(
          topic,
          "must lie under %s/%s/answer/, in a filter of replies, or where the asker may publish"
              .formatted(topics.root(), site));
    }
    return mayRead.test(topic) ? Optional.empty() : refused(topic, "must be readable by the asker");
  }

  private static Optional<Reason> refused(String topic, String rule) {
    return Optional.of(
        new Reason(
            Codes.REPLY_TOPIC, "reply topic '%s' %s".formatted(Shown.shortened(topic), rule)));
  }
}
