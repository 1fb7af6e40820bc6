package io.parley.topics;

import io.parley.message.Codes;
import io.parley.message.Ids;
import io.parley.message.Shown;
import java.util.Arrays;

/** One topic name being read, its levels below the root known to be ids. */
final class TopicReading {
  private final String topic;
  private final String[] levels;

  TopicReading(String topic, String[] levels) {
    this.topic = topic;
    this.levels = levels;
  }

  static InvalidTopicException invalid(String topic, String rule) {
    return new InvalidTopicException(
        Codes.INVALID_TOPIC, "topic '%s' %s".formatted(Shown.shortened(topic), rule));
  }

  Address address() throws InvalidTopicException {
    if (levels.length < 3) {
      throw invalid(topic, "must name a site, a kind and what follows it");
    }
    String site = levels[0];
    return switch (levels[1]) {
      case "ask" -> new Address.Ask(site, subject());
      case "work" -> new Address.Work(site, subject());
      case "answer" -> new Address.AnswerTo(site, levels[2], joined(3));
      case "to" -> new Address.To(site, only());
      case "card" -> new Address.CardOf(site, only());
      case "status" -> new Address.StatusOf(site, only());
      case "protocol" -> protocol(site, cid(levels[2]));
      default -> throw invalid(topic, "must have ask, work, answer, to, card, status or protocol");
    };
  }

  private String subject() throws InvalidTopicException {
    if (levels.length > 5) {
      throw invalid(topic, "must have a subject of 1 to 3 levels");
    }
    String subject = joined(2);
    return subject.equals(Topics.ANY) ? "" : subject;
  }

  private String only() throws InvalidTopicException {
    if (levels.length != 3) {
      throw invalid(topic, "must end after the agent");
    }
    return levels[2];
  }

  private Address protocol(String site, String cid) throws InvalidTopicException {
    if (levels.length == 3) {
      return new Address.Protocol(site, cid);
    }
    if (levels.length == 4 && levels[3].equals("state")) {
      return new Address.ProtocolState(site, cid);
    }
    if (levels.length == 5 && levels[3].equals("sig")) {
      return new Address.Signature(site, cid, levels[4]);
    }
    if (levels.length == 5 && levels[3].equals("routine")) {
      return new Address.Routine(site, cid, cid(levels[4]));
    }
    throw invalid(topic, "must have /state, /sig/{keyId} or /routine/{routineCid} there");
  }

  private String cid(String level) throws InvalidTopicException {
    if (!Ids.validCid(level)) {
      throw new InvalidTopicException(
          Codes.INVALID_ID,
          "level '%s' of topic '%s' must be a protocol id (bafkrei...)"
              .formatted(Shown.shortened(level), Shown.shortened(topic)));
    }
    return level;
  }

  private String joined(int from) {
    return String.join("/", Arrays.asList(levels).subList(from, levels.length));
  }
}
