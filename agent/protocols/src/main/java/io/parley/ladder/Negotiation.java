package io.parley.ladder;

import io.parley.codec.CodecException;
import io.parley.errand.Correspondence;
import io.parley.mqtt.MqttMessage;
import io.parley.protocol.DocumentException;
import io.parley.protocol.ProtocolDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Agreeing a document with the asker: proposed, then taken, refused or countered; at most three
 * rounds, and a deadline over all of them. However it ends, there is a document to adopt.
 */
final class Negotiation {
  static final int MOST_ROUNDS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Negotiation.class);

  private final Correspondence correspondence;
  private final Duration limit;

  /**
   * How it ended.
   *
   * @param document what is to be adopted
   * @param agreed whether the asker agreed; else the gateway adopts alone
   * @param rounds how many proposals were made
   */
  record Result(ProtocolDocument document, boolean agreed, int rounds) {}

  /** Agrees over this correspondence, each round within a third of the limit. */
  Negotiation(Correspondence correspondence, Duration limit) {
    this.correspondence = correspondence;
    this.limit = limit;
  }

  /**
   * Agrees with the asker.
   *
   * @param acceptable whether a counter-proposal can be spoken here
   * @return never completes exceptionally
   */
  CompletableFuture<Result> agree(
      String asker, ProtocolDocument document, Predicate<ProtocolDocument> acceptable) {
    return round(asker, document, 1, acceptable)
        .exceptionally(
            failed -> {
              LOG.info("{} did not answer the proposal of {}", asker, document.cid());
              return new Result(document, false, 1);
            });
  }

  private CompletableFuture<Result> round(
      String asker, ProtocolDocument offered, int round, Predicate<ProtocolDocument> acceptable) {
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("op", "propose");
    words.put("document", offered.source());
    words.put("round", round);
    return correspondence
        .say(asker, words, limit.dividedBy(MOST_ROUNDS))
        .thenCompose(reply -> after(asker, offered, round, acceptable, reply));
  }

  private CompletableFuture<Result> after(
      String asker,
      ProtocolDocument offered,
      int round,
      Predicate<ProtocolDocument> acceptable,
      MqttMessage reply) {
    Map<String, Object> said = read(reply);
    if (Boolean.TRUE.equals(said.get("ack"))) {
      return CompletableFuture.completedFuture(new Result(offered, true, round));
    }
    String counter = Payloads.optional(said, "document");
    if (counter == null || round == MOST_ROUNDS) {
      return CompletableFuture.completedFuture(new Result(offered, false, round));
    }
    ProtocolDocument next = offered;
    try {
      ProtocolDocument other = ProtocolDocument.read(counter.getBytes(StandardCharsets.UTF_8));
      next = acceptable.test(other) ? other : offered;
    } catch (DocumentException e) {
      LOG.info("{} countered with what is no document: rule {}", asker, e.rule());
    }
    return round(asker, next, round + 1, acceptable);
  }

  private static Map<String, Object> read(MqttMessage reply) {
    try {
      return Payloads.map(reply.payload());
    } catch (CodecException e) {
      return Map.of();
    }
  }
}
