package io.parley.ladder;

import io.parley.codec.CodecException;
import io.parley.message.Nak;
import io.parley.message.Shown;
import io.parley.mqtt.MqttMessage;
import io.parley.protocol.Cid;
import io.parley.protocol.ProtocolDocument;
import io.parley.routine.Contract;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is said to this agent about protocols: {@code propose} and {@code fetch}. */
final class Desk {
  private static final int MOST_PAYLOAD = 256 * 1024;

  private final Admission admission;
  private final Refusals refusals;
  private final Function<Cid, Optional<ProtocolDocument>> documents;
  private final Function<Contract, Optional<ProtocolDocument>> takes;

  /**
   * Answers from these documents.
   *
   * @param takes keeps a proposed document that passed the rules, and may counter with another
   */
  Desk(
      Admission admission,
      Refusals refusals,
      Function<Cid, Optional<ProtocolDocument>> documents,
      Function<Contract, Optional<ProtocolDocument>> takes) {
    this.admission = admission;
    this.refusals = refusals;
    this.documents = documents;
    this.takes = takes;
  }

  /** The reply to publish; empty if it is no word about protocols, or has no Response Topic. */
  Optional<MqttMessage> reply(MqttMessage message) {
    String to = message.responseTopic();
    if (to == null || message.payload().length > MOST_PAYLOAD) {
      return Optional.empty();
    }
    Map<String, Object> words;
    try {
      words = Payloads.map(message.payload());
    } catch (CodecException e) {
      return Optional.empty();
    }
    Object op = words.get("op");
    if ("fetch".equals(op)) {
      return Optional.of(fetch(message, to, words));
    }
    return "propose".equals(op) ? Optional.of(json(message, to, propose(words))) : Optional.empty();
  }

  private Map<String, Object> propose(Map<String, Object> words) {
    try {
      String document = Payloads.optional(words, "document");
      if (document == null) {
        throw new AdmissionException(Nak.MALFORMED, "document", "document must be given as text");
      }
      Contract contract = admission.document(null, document.getBytes(StandardCharsets.UTF_8));
      Optional<ProtocolDocument> counter = takes.apply(contract);
      Map<String, Object> reply = new LinkedHashMap<>();
      if (counter.isPresent()) {
        reply.put("op", "counter");
        reply.put("document", counter.get().source());
      } else {
        reply.put("ack", true);
        reply.put("protocol", contract.document().cid().text());
      }
      return reply;
    } catch (AdmissionException e) {
      refusals.note(e.rule(), "a proposal", String.valueOf(e.getMessage()));
      return nak(e.nak(), e.rule() + ": " + e.getMessage());
    }
  }

  private MqttMessage fetch(MqttMessage message, String to, Map<String, Object> words) {
    String cid = Payloads.optional(words, "cid");
    if (cid == null || !Cid.valid(cid)) {
      return json(message, to, nak(Nak.MALFORMED, "cid must be the id of a document"));
    }
    return documents
        .apply(new Cid(cid))
        .map(document -> answer(message, to, document.bytes(), Payloads.MARKDOWN))
        .orElseGet(() -> json(message, to, nak(Nak.UNKNOWN_PROTOCOL, cid + " is not known here")));
  }

  private static Map<String, Object> nak(Nak nak, String why) {
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("nak", nak.word());
    reply.put("text", Shown.shortened(why));
    return reply;
  }

  private static MqttMessage json(MqttMessage message, String to, Map<String, Object> reply) {
    return answer(message, to, Payloads.bytes(reply), Payloads.JSON);
  }

  private static MqttMessage answer(
      MqttMessage message, String to, byte[] payload, String contentType) {
    return new MqttMessage(
        to, payload, false, contentType, null, message.correlation(), 30L, List.of());
  }
}
