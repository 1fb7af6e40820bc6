package io.parley.ladder;

import io.parley.codec.CodecException;
import io.parley.message.Ids;
import io.parley.message.Nak;
import io.parley.protocol.Cid;
import io.parley.trust.Identity;
import io.parley.trust.PublicKeyText;
import io.parley.trust.Signed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A signature beside a document: this key stands for the document, for these routines of it, and
 * for what these other signers say of its life. On the wire a JSON map of {@code key}, {@code
 * signature}, {@code routines}, {@code signers}.
 *
 * @param signed over {@link #statement}
 * @param routines ids of the routines it stands for, at most 8
 * @param signers ids of other keys whose statements on this document it honours, at most 8
 */
record Endorsement(Signed signed, Set<Cid> routines, Set<String> signers) {
  static final int MOST_LISTED = 8;

  Endorsement {
    routines = Set.copyOf(routines);
    signers = Set.copyOf(signers);
    if (routines.size() > MOST_LISTED || signers.size() > MOST_LISTED) {
      throw new IllegalArgumentException(
          "routines and signers must be at most %d each".formatted(MOST_LISTED));
    }
    signers.forEach(id -> Ids.require("signers", id));
  }

  static Endorsement by(Identity identity, Cid document, Set<Cid> routines, Set<String> signers) {
    return new Endorsement(
        identity.sign(statement(document, routines, signers)), routines, signers);
  }

  static String statement(Cid document, Set<Cid> routines, Set<String> signers) {
    TreeSet<String> sorted = new TreeSet<>();
    routines.forEach(routine -> sorted.add(routine.text()));
    String routinesOnly = "parley/protocol/1\n" + document + "\n" + String.join("\n", sorted);
    return signers.isEmpty()
        ? routinesOnly
        : routinesOnly + "\nsigners\n" + String.join("\n", new TreeSet<>(signers));
  }

  /** Whether it says more than what the same key said before. */
  boolean addsTo(@Nullable Endorsement before) {
    return before == null
        || !before.routines.containsAll(routines)
        || !before.signers.containsAll(signers);
  }

  boolean holds(Cid document) {
    return signed.holds(statement(document, routines, signers));
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("key", signed.key().base64());
    tree.put("signature", signed.signature());
    tree.put("routines", routines.stream().map(Cid::text).sorted().toList());
    if (!signers.isEmpty()) {
      tree.put("signers", signers.stream().sorted().toList());
    }
    return tree;
  }

  /**
   * Reads what lies on a signature topic.
   *
   * @throws AdmissionException if it is none, or does not hold for the document
   */
  static Endorsement read(Cid document, byte[] payload) {
    try {
      return of(document, Payloads.map(payload));
    } catch (CodecException | IllegalArgumentException e) {
      throw new AdmissionException(
          Nak.MALFORMED, "signature", "signature of %s: %s".formatted(document, e.getMessage()));
    }
  }

  static Endorsement of(Cid document, Map<String, Object> tree) {
    Endorsement endorsement =
        new Endorsement(
            new Signed(
                new PublicKeyText(Payloads.text(tree, "key")), Payloads.text(tree, "signature")),
            listed(tree, "routines").map(Cid::new).collect(Collectors.toSet()),
            listed(tree, "signers").collect(Collectors.toSet()));
    if (!endorsement.holds(document)) {
      throw new AdmissionException(
          Nak.UNAUTHORISED,
          "forged-signature",
          "signature of %s by key %s does not hold"
              .formatted(document, endorsement.signed().key().id()));
    }
    return endorsement;
  }

  private static Stream<String> listed(Map<String, Object> tree, String key) {
    List<?> list = tree.get(key) instanceof List<?> given ? given : List.of();
    return list.stream().limit(MOST_LISTED + 1L).map(String::valueOf);
  }
}
