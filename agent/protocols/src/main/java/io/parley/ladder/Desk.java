package io.parley.ladder;

import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.codec.Format;
import io.parley.errand.Errand;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Ids;
import io.parley.message.Nak;
import io.parley.message.Route;
import io.parley.message.Shown;
import io.parley.message.Status;
import io.parley.mqtt.MqttMessage;
import io.parley.protocol.Cid;
import io.parley.protocol.ProtocolDocument;
import io.parley.routine.Contract;
import io.parley.trust.Reputation;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is said to this agent about protocols: {@code propose}, {@code fetch}, and {@code
 * reputation}, which is how far this agent believes others.
 */
final class Desk {
  private static final int MOST_PAYLOAD = 256 * 1024;
  private static final int MOST_PEERS = 200;
  static final String PROPOSE = "propose";
  static final String FETCH = "fetch";

  private final By self;
  private final Admission admission;
  private final Refusals refusals;
  private final Function<Cid, Optional<ProtocolDocument>> documents;
  private final Function<Contract, Optional<ProtocolDocument>> takes;
  private final Supplier<List<Reputation.Standing>> peers;

  /**
   * Answers from these documents.
   *
   * @param peers how far others can be believed
   * @param takes keeps a proposed document that passed the rules, and may counter with another
   */
  Desk(
      By self,
      Admission admission,
      Refusals refusals,
      Function<Cid, Optional<ProtocolDocument>> documents,
      Function<Contract, Optional<ProtocolDocument>> takes,
      Supplier<List<Reputation.Standing>> peers) {
    this.self = self;
    this.admission = admission;
    this.refusals = refusals;
    this.documents = documents;
    this.takes = takes;
    this.peers = peers;
  }

  /** The reply to publish; empty if it is no word about protocols, or has no Response Topic. */
  Optional<MqttMessage> reply(MqttMessage message) {
    String to = message.responseTopic();
    if (to == null || message.payload().length > MOST_PAYLOAD) {
      return Optional.empty();
    }
    try {
      return answer(Payloads.map(message.payload()))
          .map(
              said ->
                  new MqttMessage(
                      to,
                      said.bytes(),
                      false,
                      said.contentType(),
                      null,
                      message.correlation(),
                      30L,
                      List.of()));
    } catch (CodecException e) {
      return Optional.empty();
    }
  }

  /** What is said to these words; empty if they are none about protocols. */
  Optional<Errand.Done.Exactly> answer(Map<String, Object> words) {
    Object op = words.get("op");
    if (FETCH.equals(op)) {
      return Optional.of(fetch(words));
    }
    if ("reputation".equals(op)) {
      return Optional.of(json(reputation()));
    }
    return PROPOSE.equals(op) ? Optional.of(json(propose(words))) : Optional.empty();
  }

  private byte[] propose(Map<String, Object> words) {
    try {
      String document = Payloads.optional(words, "document");
      if (document == null) {
        throw new AdmissionException(Nak.MALFORMED, "document", "document must be given as text");
      }
      Contract contract = admission.document(null, document.getBytes(StandardCharsets.UTF_8));
      Optional<ProtocolDocument> counter = takes.apply(contract);
      if (counter.isPresent()) {
        return Payloads.bytes(Map.of("op", "counter", "document", counter.get().source()));
      }
      By speaker = new By(self.agent(), self.tier(), null, null, contract.document().cid().text());
      return Codec.encode(Answer.by(speaker).answered(Route.NONE, null).ack().build(), Format.JSON);
    } catch (AdmissionException e) {
      refusals.note(e.rule(), "a proposal", String.valueOf(e.getMessage()));
      return nak(e.nak(), e.rule(), String.valueOf(e.getMessage()));
    }
  }

  /** The least believed first, since there is room for so many only. */
  private byte[] reputation() {
    return Payloads.bytes(
        Map.of(
            "peers",
            peers.get().stream()
                .sorted(Comparator.comparingDouble(Reputation.Standing::lower))
                .limit(MOST_PEERS)
                .map(Desk::tree)
                .toList()));
  }

  private static Map<String, Object> tree(Reputation.Standing standing) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("peer", standing.peer());
    tree.put("protocol", standing.protocol());
    tree.put("good", rounded(standing.good()));
    tree.put("bad", rounded(standing.bad()));
    tree.put("expected", rounded(standing.expected()));
    tree.put("lower", rounded(standing.lower()));
    return tree;
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  private Errand.Done.Exactly fetch(Map<String, Object> words) {
    String cid = Payloads.optional(words, "cid");
    if (cid == null || !Ids.validCid(cid)) {
      return json(nak(Nak.MALFORMED, "malformed", "cid must be the id of a document"));
    }
    return documents
        .apply(new Cid(cid))
        .map(document -> new Errand.Done.Exactly(document.bytes(), Payloads.MARKDOWN))
        .orElseGet(
            () -> json(nak(Nak.UNKNOWN_PROTOCOL, "unknown-protocol", cid + " is not known here")));
  }

  private byte[] nak(Nak nak, String rule, String why) {
    return Codec.encode(
        Answer.by(self).ended(Status.REFUSED, rule, Shown.shortened(why)).nak(nak).build(),
        Format.JSON);
  }

  private static Errand.Done.Exactly json(byte[] reply) {
    return new Errand.Done.Exactly(reply, Payloads.JSON);
  }
}
