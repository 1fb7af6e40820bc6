package io.parley.ladder;

import io.parley.errand.Errand;
import io.parley.message.By;
import io.parley.message.Nak;
import io.parley.message.Question;
import io.parley.mqtt.MqttMessage;
import io.parley.protocol.Cid;
import io.parley.protocol.ProtocolDocument;
import io.parley.routine.Contract;
import io.parley.trust.Identity;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * What an asker with a card needs to speak protocols that gateways propose: it checks a proposal by
 * the rules, keeps it, and from then on turns its own words into the body. It holds no routine and
 * needs no model. Safe for any thread.
 */
public final class Peer {
  private final Desk desk;
  private final Admission admission;
  private final int most;
  private final Map<Cid, ProtocolDocument> documents = new ConcurrentHashMap<>();

  /**
   * A peer that takes what passes the rules.
   *
   * @param self who it is, as its answers say
   * @param settings which effects it allows, and how many protocols it keeps
   */
  public Peer(By self, LadderSettings settings, Clock clock) {
    this(self, settings, clock, UnaryOperator.identity());
  }

  /**
   * A peer with wishes of its own.
   *
   * @param wish the document it would rather speak; the same document to take it as it is
   */
  public Peer(By self, LadderSettings settings, Clock clock, UnaryOperator<ProtocolDocument> wish) {
    Shelf shelf = new Shelf(clock);
    admission = new Admission(settings, Identity.fresh(), shelf, clock);
    most = settings.mostProtocols();
    desk =
        new Desk(
            self,
            admission,
            new Refusals(clock),
            cid -> Optional.ofNullable(documents.get(cid)),
            contract -> take(contract, wish),
            List::of);
  }

  private Optional<ProtocolDocument> take(Contract contract, UnaryOperator<ProtocolDocument> wish) {
    ProtocolDocument wished = wish.apply(contract.document());
    if (!wished.cid().equals(contract.document().cid())) {
      return Optional.of(wished);
    }
    keep(wished);
    return Optional.empty();
  }

  private void keep(ProtocolDocument document) {
    if (documents.size() >= most && !documents.containsKey(document.cid())) {
      throw new AdmissionException(
          Nak.BUSY, "full", "at most %d protocols are kept here".formatted(most));
    }
    documents.put(document.cid(), document);
  }

  /**
   * Speaks a document from now on that nobody proposed, such as one fetched by its id.
   *
   * @throws AdmissionException naming the rule that it breaks here
   */
  public void speak(ProtocolDocument document) {
    keep(admission.document(document.cid(), document.bytes()).document());
  }

  /** What is said to a word on {@code to/{agent}} that was read already. */
  Optional<Errand.Done.Exactly> answer(Map<String, Object> words) {
    return desk.answer(words);
  }

  /** The reply to a word on {@code to/{agent}}; empty if it is none about protocols. */
  public Optional<MqttMessage> reply(MqttMessage message) {
    return desk.reply(message);
  }

  /** The protocols that were agreed. */
  public List<ProtocolDocument> protocols() {
    return List.copyOf(documents.values());
  }

  /**
   * The question as a protocol message, if a phrase of an agreed protocol fits it in one way and
   * fills the whole request; else the words again.
   */
  public Question question(String words) {
    return question(words, "");
  }

  /** The same under a subject, levels joined by slashes, which may name what the words do not. */
  public Question question(String words, String subject) {
    for (ProtocolDocument document : documents.values()) {
      for (var phrase : document.phrases()) {
        List<Map<String, String>> readings = phrase.matches(words);
        if (readings.size() == 1) {
          Optional<Map<String, Object>> body =
              new SlotReading(document, subject, none -> List.of()).bodyOfWords(readings.get(0));
          if (body.isPresent()) {
            return Question.ofProtocol(document.cid().text(), body.get());
          }
        }
      }
    }
    return Question.ofText(words);
  }

  /** A protocol that is not to be spoken any more, after a {@code nak}. */
  public void forget(Cid cid) {
    documents.remove(cid);
  }
}
