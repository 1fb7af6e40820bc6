package io.parley.ladder;

import io.parley.codec.CodecException;
import io.parley.message.Nak;
import io.parley.protocol.Cid;
import io.parley.trust.Identity;
import io.parley.trust.PublicKeyText;
import io.parley.trust.Signed;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The signed state of a protocol, as it stays on the broker so that nodes that were away learn of
 * it. On the wire a JSON map of {@code state}, {@code successor}, {@code by} (the id of the key),
 * {@code at}, {@code key}, {@code signature}.
 *
 * @param state active, superseded or revoked
 * @param successor the protocol that takes its place; present exactly if superseded
 * @param at when it was said; a later statement of a trusted key rules
 * @param signed over {@link #statement}
 */
record StateStatement(LifeState state, @Nullable Cid successor, Instant at, Signed signed) {
  static StateStatement by(
      Identity identity, Cid document, LifeState state, @Nullable Cid successor, Instant at) {
    return new StateStatement(
        state, successor, at, identity.sign(statement(document, state, successor, at)));
  }

  static String statement(Cid document, LifeState state, @Nullable Cid successor, Instant at) {
    return String.join(
        "\n",
        "parley/state/1",
        document.text(),
        state.word(),
        successor == null ? "" : successor.text(),
        at.toString());
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("state", state.word());
    if (successor != null) {
      tree.put("successor", successor.text());
    }
    tree.put("by", signed.key().id());
    tree.put("at", at.toString());
    tree.put("key", signed.key().base64());
    tree.put("signature", signed.signature());
    return tree;
  }

  /**
   * Reads what lies on a state topic.
   *
   * @throws AdmissionException if it is none, or its signature does not hold
   */
  static StateStatement read(Cid document, byte[] payload) {
    try {
      return of(document, Payloads.map(payload));
    } catch (CodecException | IllegalArgumentException | DateTimeException e) {
      throw new AdmissionException(
          Nak.MALFORMED, "state", "state of %s: %s".formatted(document, e.getMessage()));
    }
  }

  static StateStatement of(Cid document, Map<String, Object> tree) {
    String successor = Payloads.optional(tree, "successor");
    StateStatement statement =
        new StateStatement(
            LifeState.ofWord(Payloads.text(tree, "state")),
            successor == null ? null : new Cid(successor),
            Instant.parse(Payloads.text(tree, "at")),
            new Signed(
                new PublicKeyText(Payloads.text(tree, "key")), Payloads.text(tree, "signature")));
    if ((statement.state == LifeState.SUPERSEDED) != (successor != null)) {
      throw new IllegalArgumentException(
          "successor must be given exactly where state is superseded");
    }
    if (!statement.signed.holds(
        statement(document, statement.state, statement.successor, statement.at))) {
      throw new AdmissionException(
          Nak.UNAUTHORISED,
          "forged-signature",
          "state of %s by key %s does not hold".formatted(document, statement.signed.key().id()));
    }
    return statement;
  }
}
