package io.parley.ladder;

import io.parley.message.Nak;
import io.parley.mqtt.MqttMessage;
import io.parley.protocol.Cid;
import io.parley.protocol.ProtocolDocument;
import io.parley.routine.Expression;
import io.parley.topics.Address;
import io.parley.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What comes from brokers: documents, signatures, routines and states in any order, each on its own
 * topic, put together until the rules can decide. On the ladder's executor only.
 */
final class Arrivals {
  private static final int MOST_PENDING = 64;
  private static final int MOST_BESIDE = 8;

  private final Topics topics;
  private final Shelf shelf;
  private final Admission admission;
  private final Quarantine quarantine;
  private final Refusals refusals;
  private final Consumer<Kept> changed;
  private final boolean above;
  private final Map<Cid, Pending> pending =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Cid, Pending> eldest) {
          return size() > MOST_PENDING;
        }
      };

  private static final class Pending {
    byte @Nullable [] document;
    final Map<String, Endorsement> endorsements = new LinkedHashMap<>();
    final Map<Cid, String> routines = new LinkedHashMap<>();
    @Nullable StateStatement state;
  }

  /**
   * Starts with nothing.
   *
   * @param changed hears of every protocol that came or changed
   * @param above whether they come from the node above
   */
  Arrivals(
      Topics topics,
      Shelf shelf,
      Admission admission,
      Quarantine quarantine,
      Refusals refusals,
      Consumer<Kept> changed,
      boolean above) {
    this.topics = topics;
    this.shelf = shelf;
    this.admission = admission;
    this.quarantine = quarantine;
    this.refusals = refusals;
    this.changed = changed;
    this.above = above;
  }

  void received(MqttMessage message) {
    Address address = topics.parse(message.topic()).orElse(null);
    if (address == null || message.payload().length == 0) {
      return;
    }
    try {
      take(address, message.payload());
    } catch (AdmissionException e) {
      refusals.note(e.rule(), message.topic(), String.valueOf(e.getMessage()));
    }
  }

  private void take(Address address, byte[] payload) {
    if (address instanceof Address.Protocol at) {
      Cid cid = new Cid(at.cid());
      if (shelf.find(cid).isEmpty()) {
        limit(payload.length, ProtocolDocument.MOST_BYTES);
        of(cid).document = payload;
        settle(cid);
      }
    } else if (address instanceof Address.Signature at) {
      Cid cid = new Cid(at.cid());
      limit(payload.length, 4_096);
      Endorsement endorsement = Endorsement.read(cid, payload);
      Kept kept = shelf.find(cid).orElse(null);
      String key = endorsement.signed().key().id();
      if (kept == null || endorsement.addsTo(kept.endorsements().get(key))) {
        put(of(cid).endorsements, key, endorsement);
        settle(cid);
      }
    } else if (address instanceof Address.Routine at) {
      Cid cid = new Cid(at.cid());
      limit(payload.length, Expression.MOST_CHARACTERS * 3);
      Cid routine = new Cid(at.routineCid());
      if (!routine.names(payload)) {
        throw new AdmissionException(
            Nak.MALFORMED, "id", "the bytes of routine %s are others".formatted(routine));
      }
      put(of(cid).routines, routine, new String(payload, StandardCharsets.UTF_8));
      settle(cid);
    } else if (address instanceof Address.ProtocolState at) {
      Cid cid = new Cid(at.cid());
      limit(payload.length, 4_096);
      of(cid).state = StateStatement.read(cid, payload);
      settle(cid);
    }
  }

  /** Takes a document that was fetched or proposed, whose sender vouches for nothing. */
  void fetched(Cid cid, byte[] document) {
    of(cid).document = document;
    settle(cid);
  }

  private Pending of(Cid cid) {
    return pending.computeIfAbsent(cid, c -> new Pending());
  }

  private void settle(Cid cid) {
    Pending parts = of(cid);
    Kept before = shelf.find(cid).orElse(null);
    Kept kept = before == null ? admit(cid, parts) : before;
    if (kept == null) {
      return;
    }
    boolean news = before == null;
    try {
      news |= takeBeside(kept, parts);
    } finally {
      news |= admission.vouch(kept);
      if (news) {
        changed.accept(kept);
      }
      if (kept.ready() != null || parts.routines.isEmpty()) {
        pending.remove(cid);
      }
    }
  }

  private @Nullable Kept admit(Cid cid, Pending parts) {
    byte[] document = parts.document;
    if (document == null) {
      return null;
    }
    boolean signed = parts.endorsements.values().stream().anyMatch(admission::trusts);
    if (!signed && !admission.trustsAnybody()) {
      return null;
    }
    try {
      Kept kept = shelf.put(admission.document(cid, document));
      if (above) {
        kept.cameFromAbove();
      }
      return kept;
    } catch (AdmissionException e) {
      pending.remove(cid);
      throw e;
    }
  }

  private boolean takeBeside(Kept kept, Pending parts) {
    boolean news = false;
    for (Endorsement endorsement : parts.endorsements.values()) {
      String key = endorsement.signed().key().id();
      boolean room =
          kept.endorsements().size() < MOST_BESIDE || kept.endorsements().containsKey(key);
      if (room && endorsement.addsTo(kept.endorsements().get(key))) {
        kept.endorsements().put(key, endorsement);
        news = true;
      }
    }
    StateStatement said = parts.state;
    parts.state = null;
    if (said != null) {
      news |= takeState(kept, said);
    }
    for (Map.Entry<Cid, String> routine : List.copyOf(parts.routines.entrySet())) {
      if (kept.ready() == null && vouchedFor(kept, routine.getKey())) {
        String text = routine.getValue();
        quarantine.examine(
            kept, routine.getKey(), text, expression -> passed(kept, expression, text));
        parts.routines.remove(routine.getKey()); // what is refused is not tried again and again
      }
    }
    return news;
  }

  private void passed(Kept kept, Expression routine, String text) {
    if (kept.ready() == null) {
      kept.ready(new Kept.Ready(routine, text));
      pending.remove(kept.cid());
      admission.vouch(kept);
      changed.accept(kept);
    }
  }

  /** Takes what is newer; where what is older was put in its place, what is known is said again. */
  private boolean takeState(Kept kept, StateStatement said) {
    StateStatement before = kept.statement();
    if (before == null || newer(before, said)) {
      admission.state(kept, said);
      kept.statement(said);
      return true;
    }
    return newer(said, before);
  }

  private boolean vouchedFor(Kept kept, Cid routine) {
    return admission.trustsAnybody()
        || kept.endorsements().values().stream()
            .anyMatch(one -> admission.trusts(one) && one.routines().contains(routine));
  }

  /** A revocation is an end; of two statements of one moment the one nearer to the end rules. */
  private static boolean newer(StateStatement before, StateStatement said) {
    int order = said.at().compareTo(before.at());
    return before.state() != LifeState.REVOKED
        && (order > 0 || (order == 0 && said.state().compareTo(before.state()) > 0));
  }

  private static <K, V> void put(Map<K, V> map, K key, V value) {
    if (map.size() < MOST_BESIDE || map.containsKey(key)) {
      map.put(key, value);
    }
  }

  private static void limit(int length, int most) {
    if (length > most) {
      throw new AdmissionException(
          Nak.MALFORMED, "size", "%d bytes must be at most %d".formatted(length, most));
    }
  }
}
