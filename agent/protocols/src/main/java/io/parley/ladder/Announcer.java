package io.parley.ladder;

import io.parley.message.Nak;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.protocol.Cid;
import io.parley.protocol.DocumentException;
import io.parley.protocol.ProtocolDocument;
import io.parley.routine.Contract;
import io.parley.routine.Expression;
import io.parley.routine.RoutineException;
import io.parley.topics.Topics;
import io.parley.trust.Identity;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Announces and revokes protocols by hand, without a node: for operators and their tools. */
public final class Announcer {
  private final MqttSession session;
  private final Topics topics;
  private final String site;
  private final Identity identity;
  private final Clock clock;

  /** Speaks for this key at this site. */
  public Announcer(
      MqttSession session, Topics topics, String site, Identity identity, Clock clock) {
    this.session = session;
    this.topics = topics;
    this.site = site;
    this.identity = identity;
    this.clock = clock;
  }

  /**
   * Reads and checks a document, and its routine against its vectors.
   *
   * @param expression the routine in JSONata; absent if there is none
   * @throws AdmissionException naming the rule that is broken
   */
  public static ProtocolDocument verify(byte[] document, @Nullable String expression) {
    try {
      Contract contract = Contract.of(ProtocolDocument.read(document));
      if (expression != null) {
        contract.require(Expression.of(expression));
      }
      return contract.document();
    } catch (DocumentException e) {
      throw new AdmissionException(Nak.MALFORMED, e.rule(), String.valueOf(e.getMessage()));
    } catch (RoutineException e) {
      throw new AdmissionException(Nak.MALFORMED, e.rule(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * Verifies a document and puts it on the broker with signature, routine and state.
   *
   * @return completes when the broker has all of it
   * @throws AdmissionException naming the rule that is broken
   */
  public CompletableFuture<Cid> announce(byte[] document, @Nullable String expression) {
    Cid cid = verify(document, expression).cid();
    List<CompletableFuture<?>> sent = new ArrayList<>();
    Set<Cid> routines = new HashSet<>();
    if (expression != null) {
      byte[] bytes = expression.getBytes(StandardCharsets.UTF_8);
      Cid routine = Cid.of(bytes);
      routines.add(routine);
      sent.add(retain(topics.routine(site, cid.text(), routine.text()), bytes, Payloads.JSONATA));
    }
    byte[] signature = Payloads.bytes(Endorsement.by(identity, cid, routines, Set.of()).tree());
    sent.add(
        retain(topics.signature(site, cid.text(), identity.key().id()), signature, Payloads.JSON));
    sent.add(state(cid, LifeState.ACTIVE));
    sent.add(retain(topics.protocol(site, cid.text()), document, Payloads.MARKDOWN));
    return CompletableFuture.allOf(sent.toArray(new CompletableFuture<?>[0])).thenApply(all -> cid);
  }

  /** Takes a protocol back. Nodes honour it that trust the key, or know it as a signer. */
  public CompletableFuture<Void> revoke(Cid cid) {
    return state(cid, LifeState.REVOKED).thenApply(sent -> null);
  }

  private CompletableFuture<?> state(Cid cid, LifeState state) {
    byte[] statement =
        Payloads.bytes(StateStatement.by(identity, cid, state, null, clock.instant()).tree());
    return retain(topics.protocolState(site, cid.text()), statement, Payloads.JSON);
  }

  private CompletableFuture<?> retain(String topic, byte[] payload, String contentType) {
    return session.publish(MqttMessage.retained(topic, payload, contentType));
  }
}
