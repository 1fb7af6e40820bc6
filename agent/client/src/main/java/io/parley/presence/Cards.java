package io.parley.presence;

import io.parley.message.Card;
import io.parley.message.Card.Limits;
import io.parley.message.Tier;
import io.parley.topics.TopicFilter;
import io.parley.topics.Topics;
import java.util.List;

/** What is done with cards. */
public final class Cards {
  private Cards() {}

  /** The card of an agent without anything but experts' subjects. */
  public static Card expert(List<String> subjects) {
    return new Card(Tier.SENSOR, false, subjects, List.of(), List.of(), Limits.UNKNOWN, 0);
  }

  /** The same card with other subjects. */
  public static Card withSubjects(Card card, List<String> subjects) {
    return new Card(
        card.tier(),
        card.router(),
        subjects,
        card.models(),
        card.protocols(),
        card.limits(),
        card.epoch());
  }

  static Card withEpoch(Card card, long epoch) {
    return new Card(
        card.tier(),
        card.router(),
        card.subjects(),
        card.models(),
        card.protocols(),
        card.limits(),
        epoch);
  }

  /** Whether the card's subjects cover this one; empty stands for {@code any}. */
  public static boolean covers(Card card, String subject) {
    String name = subject.isEmpty() ? Topics.ANY : subject;
    return card.subjects().stream().anyMatch(filter -> TopicFilter.of(filter).matches(name));
  }
}
