package io.parley.message;

import java.time.Duration;
import java.util.Optional;

/**
 * What makes two questions the same one (spec clauses ).
 *
 * @param from who asks: the client, where the broker says it, else the reply topic
 * @param name {@code id:} and the question's id, else {@code cd:} and its Correlation Data in hex
 */
public record DedupeKey(String from, String name) {
  /**
   * How long beyond its time a question is known: a broker or an asker that was away delivers again
   * what it has no acknowledgement for.
   */
  public static final Duration COMES_AGAIN = Duration.ofMinutes(1);

  /**
   * The key, or none: a question with neither id nor Correlation Data, or from nobody known, is
   * never a duplicate.
   *
   * @param client the client as the broker knows it; empty if unknown
   * @param replyTopic where the answer goes; empty if unknown
   * @param id the question's id; empty if none
   * @param correlationHex its Correlation Data in hex; empty if none
   */
  public static Optional<DedupeKey> of(
      String client, String replyTopic, String id, String correlationHex) {
    String from = client.isEmpty() ? replyTopic : client;
    String name = id.isEmpty() ? "cd:" + correlationHex : "id:" + id;
    if (from.isEmpty() || name.equals("cd:")) {
      return Optional.empty();
    }
    return Optional.of(new DedupeKey(from, name));
  }
}
