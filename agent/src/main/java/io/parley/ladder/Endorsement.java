package io.parley.ladder;

import io.parley.codec.CodecException;
import io.parley.message.Nak;
import io.parley.protocol.Cid;
import io.parley.trust.Identity;
import io.parley.trust.PublicKeyText;
import io.parley.trust.Signed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A signature beside a document: this key stands for the document and for these routines of it. On
 * the wire a JSON map of {@code key}, {@code signature}, {@code routines}.
 *
 * @param signed over {@link #statement}
 * @param routines ids of the routines it stands for, at most 8
 */
record Endorsement(Signed signed, List<Cid> routines) {
  private static final int MOST_ROUTINES = 8;

  Endorsement {
    routines = List.copyOf(routines);
  }

  static Endorsement by(Identity identity, Cid document, List<Cid> routines) {
    return new Endorsement(identity.sign(statement(document, routines)), routines);
  }

  static String statement(Cid document, List<Cid> routines) {
    TreeSet<String> sorted = new TreeSet<>();
    routines.forEach(routine -> sorted.add(routine.text()));
    return "parley/protocol/1\n" + document + "\n" + String.join("\n", sorted);
  }

  boolean holds(Cid document) {
    return signed.holds(statement(document, routines));
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("key", signed.key().base64());
    tree.put("signature", signed.signature());
    tree.put("routines", routines.stream().map(Cid::text).toList());
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
    List<?> listed = tree.get("routines") instanceof List<?> list ? list : List.of();
    if (listed.size() > MOST_ROUTINES) {
      throw new IllegalArgumentException("routines must be at most " + MOST_ROUTINES);
    }
    Endorsement endorsement =
        new Endorsement(
            new Signed(
                new PublicKeyText(Payloads.text(tree, "key")), Payloads.text(tree, "signature")),
            listed.stream().map(one -> new Cid(String.valueOf(one))).toList());
    if (!endorsement.holds(document)) {
      throw new AdmissionException(
          Nak.UNAUTHORISED,
          "forged-signature",
          "signature of %s by key %s does not hold"
              .formatted(document, endorsement.signed().key().id()));
    }
    return endorsement;
  }
}
