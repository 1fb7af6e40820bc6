package io.parley.ladder;

import io.parley.message.Nak;
import io.parley.protocol.Cid;
import io.parley.protocol.DocumentException;
import io.parley.protocol.ProtocolDocument;
import io.parley.routine.Contract;
import io.parley.routine.Expression;
import io.parley.routine.Routine;
import io.parley.routine.RoutineException;
import io.parley.trust.Identity;
import io.parley.trust.Signers;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which documents, routines, signatures and states come in. Code decides by size,
 * form, schema, vectors, effects and signer; no model is asked, and no text of a document is ever
 * an instruction.
 */
final class Admission {
  private final LadderSettings settings;
  private final Identity identity;
  private final Shelf shelf;
  private final Clock clock;

  Admission(LadderSettings settings, Identity identity, Shelf shelf, Clock clock) {
    this.settings = settings;
    this.identity = identity;
    this.shelf = shelf;
    this.clock = clock;
  }

  /**
   * Reads and checks a document.
   *
   * @param expected the id it came under; absent if it came without one
   * @throws AdmissionException naming code and rule
   */
  Contract document(@Nullable Cid expected, byte[] bytes) {
    Contract contract;
    try {
      contract =
          Contract.of(
              expected == null
                  ? ProtocolDocument.read(bytes)
                  : ProtocolDocument.read(expected, bytes));
    } catch (DocumentException e) {
      throw new AdmissionException(Nak.MALFORMED, e.rule(), String.valueOf(e.getMessage()));
    } catch (RoutineException e) {
      throw new AdmissionException(Nak.MALFORMED, e.rule(), String.valueOf(e.getMessage()));
    }
    require(contract.document());
    return contract;
  }

  private void require(ProtocolDocument document) {
    if (!settings.effects().contains(document.effects())) {
      throw new AdmissionException(
          Nak.UNAUTHORISED,
          "effects",
          "effects '%s' of %s are not allowed here"
              .formatted(document.effects().word(), document.cid()));
    }
    if (document.expiredAt(clock.instant())) {
      throw new AdmissionException(
          Nak.UNSUPPORTED,
          "expired",
          "%s expired at %s".formatted(document.cid(), document.expires()));
    }
    if (shelf.size() >= settings.mostProtocols() && shelf.find(document.cid()).isEmpty()) {
      throw new AdmissionException(
          Nak.BUSY,
          "full",
          "at most %d protocols are kept here".formatted(settings.mostProtocols()));
    }
  }

  /**
   * Checks a routine against the document: written here, it runs its vectors here; a foreign one in
   * quarantine first.
   *
   * @throws AdmissionException naming the rule
   */
  Expression routine(Contract contract, String text, boolean foreign) {
    try {
      Expression expression = Expression.of(text);
      if (foreign) {
        settings.quarantine().require(contract.document(), text);
      }
      contract.require(expression);
      return expression;
    } catch (RoutineException e) {
      throw new AdmissionException(Nak.UNSUPPORTED, e.rule(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * Checks a routine written in Java.
   *
   * @throws AdmissionException naming the rule
   */
  void handWritten(Contract contract, Routine routine) {
    try {
      contract.require(routine);
    } catch (RoutineException e) {
      throw new AdmissionException(Nak.UNSUPPORTED, e.rule(), String.valueOf(e.getMessage()));
    }
  }

  /** Agrees to a proposed document only where a routine for it stands ready. */
  Optional<ProtocolDocument> speaks(Contract contract) {
    if (shelf.find(contract.document().cid()).map(Kept::ready).isEmpty()) {
      throw new AdmissionException(Nak.UNSUPPORTED, "routine", "no routine for it here");
    }
    return Optional.empty();
  }

  /** Whether this key's word counts here. */
  boolean trusts(Endorsement endorsement) {
    return endorsement.signed().key().equals(identity.key())
        || settings.signers().trust(endorsement.signed().key());
  }

  /** Whether everybody's word counts here. */
  boolean trustsAnybody() {
    return settings.signers() instanceof Signers.Anybody;
  }

  /**
   * This node stands for what it has admitted, so that whoever trusts it can take that from it too.
   *
   * @return whether that is news
   */
  boolean vouch(Kept kept) {
    String own = identity.key().id();
    Endorsement before = kept.endorsements().get(own);
    Set<Cid> routines = new HashSet<>(before == null ? Set.of() : before.routines());
    Kept.Ready ready = kept.ready();
    Cid routine = ready == null ? null : ready.cid();
    if (routine != null && routines.size() < Endorsement.MOST_LISTED) {
      routines.add(routine);
    }
    Set<String> others =
        speakers(kept).stream()
            .filter(id -> !id.equals(own))
            .sorted()
            .limit(Endorsement.MOST_LISTED)
            .collect(Collectors.toSet());
    if (before != null && before.routines().equals(routines) && before.signers().equals(others)) {
      return false;
    }
    kept.endorsements().put(own, Endorsement.by(identity, kept.cid(), routines, others));
    return true;
  }

  /** Whose statements on this document count: its trusted signers, and whom those vouch for. */
  private Set<String> speakers(Kept kept) {
    Set<String> speakers = new HashSet<>();
    for (Endorsement one : kept.endorsements().values()) {
      if (settings.signers().trust(one.signed().key())) {
        speakers.add(one.signed().key().id());
        speakers.addAll(one.signers());
      }
    }
    return speakers;
  }

  /**
   * Checks a state: said by a key that may speak for the document, and without a circle of
   * successors.
   *
   * @throws AdmissionException naming the rule
   */
  void state(Kept kept, StateStatement said) {
    String keyId = said.signed().key().id();
    boolean known =
        said.signed().key().equals(identity.key())
            || settings.signers().trust(said.signed().key())
            || speakers(kept).contains(keyId);
    if (!known) {
      throw new AdmissionException(
          Nak.UNAUTHORISED, "signer", "key %s may not speak for %s".formatted(keyId, kept.cid()));
    }
    Cid successor = said.successor();
    if (successor != null && shelf.circular(kept.cid(), successor)) {
      throw new AdmissionException(
          Nak.MALFORMED,
          "supersedes",
          "%s superseded by %s is a circle".formatted(kept.cid(), successor));
    }
  }
}
