package io.parley.message;

import java.time.Duration;
import java.util.Optional;

/**
 * What makes two questions the same one, or two different ones under one name (spec clauses Q-20 to
 *
 *
 * @param principal whose rights the asker has; empty where nobody says
 * @param entrance by which way it came: {@code mqtt}, {@code coap} or {@code http}
 * @param replyTopic where the answer goes
 * @param name {@code id:} and the question's id, else {@code cd:} and its Correlation Data in hex
 */
public record DedupeKey(String principal, String entrance, String replyTopic, String name) {
  /**
   * How long after its answer a question is known: an asker that did not hear it asks again, and a
   * broker that was away delivers again what it has no acknowledgement for.
   */
  public static final Duration COMES_AGAIN = Duration.ofMinutes(1);

  /**
   * The key, or none: a question with neither id nor Correlation Data, or without a reply topic, is
   * never a duplicate.
   *
   * @param replyTopic where the answer goes; empty if unknown
   * @param id the question's id; empty if none
   * @param correlationHex its Correlation Data in hex; empty if none
   */
  public static Optional<DedupeKey> of(
      String principal, String entrance, String replyTopic, String id, String correlationHex) {
    String name = id.isEmpty() ? "cd:" + correlationHex : "id:" + id;
    if (replyTopic.isEmpty() || name.equals("cd:")) {
      return Optional.empty();
    }
    return Optional.of(new DedupeKey(principal, entrance, replyTopic, name));
  }
}
