package io.parley.access;

import io.parley.message.Reason;
import io.parley.message.Shown;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer may go. A reply topic must be readable by the asker and lie under {@code
 * {root}/{site}/answer/}, in a filter of {@code replies}, or be publishable by the asker; never an
 * {@code ask}, {@code work}, {@code to}, {@code card}, {@code status} or {@code protocol} topic:
 * else a question would make the router write where its asker may not.
 */
public final class ReplyTopics {
  private static final Set<String> NEVER =
      Set.of("ask", "work", "to", "card", "status", "protocol");

  private final Rights rights;
  private final List<String> replies;

  /**
   * The rule of one node.
   *
   * @param rights the rights of its clients
   * @param replies further topic filters that answers may go to
   */
  public ReplyTopics(Rights rights, List<String> replies) {
    this.rights = rights;
    this.replies = List.copyOf(replies);
  }

  /**
   * Why an answer may not go there: {@code reply-malformed} or {@code reply-forbidden}; empty if it
   * may.
   *
   * @param topic the Response Topic or {@code replyTo}
   * @param asker who asked; null where the broker does not say, as on an external one: then only
   *     the place of the topic counts, and its broker's own rights rule over the rest
   */
  public Optional<Reason> refusal(String topic, @Nullable Who asker) {
    if (!TopicFilters.validName(topic) || topic.startsWith("$")) {
      return Optional.of(
          new Reason(
              "reply-malformed",
              "reply topic '%s' must be a topic name of at most %d characters without wildcards"
                  .formatted(Shown.shortened(topic), TopicFilters.LONGEST)));
    }
    if (rights.ours(topic) && NEVER.contains(rights.kind(topic))) {
      return refused(topic, "must not be a topic that others act on");
    }
    boolean placed =
        rights.answerTopic(topic)
            || replies.stream().anyMatch(filter -> TopicFilters.matches(filter, topic));
    if (asker == null) {
      return placed ? Optional.empty() : refused(topic, "must lie under answer/ or in replies");
    }
    if (!rights.mayRead(asker, topic)) {
      return refused(topic, "must be readable by the asker");
    }
    return placed || rights.mayPublish(asker, topic)
        ? Optional.empty()
        : refused(topic, "must lie under answer/, in replies, or be publishable by the asker");
  }

  private static Optional<Reason> refused(String topic, String rule) {
    return Optional.of(
        new Reason(
            "reply-forbidden", "reply topic '%s' %s".formatted(Shown.shortened(topic), rule)));
  }
}
