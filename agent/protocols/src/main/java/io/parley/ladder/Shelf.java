package io.parley.ladder;

import io.parley.message.Nak;
import io.parley.protocol.Cid;
import io.parley.routine.Contract;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The protocols of this node. Reading is lock-free; whatever changes one calls {@link #changed}.
 */
final class Shelf {
  private final Clock clock;
  private final Map<Cid, Kept> kept = new ConcurrentHashMap<>();
  private final AtomicLong generation = new AtomicLong();
  private volatile PhraseBook phrases = new PhraseBook(List.of());
  private volatile Instant nextExpiry = Instant.MAX;

  Shelf(Clock clock) {
    this.clock = clock;
  }

  Optional<Kept> find(Cid cid) {
    return Optional.ofNullable(kept.get(cid));
  }

  /**
   * The protocol of this id.
   *
   * @throws AdmissionException if there is none
   */
  Kept known(Cid cid) {
    return find(cid)
        .orElseThrow(
            () ->
                new AdmissionException(
                    Nak.UNKNOWN_PROTOCOL, "unknown", cid + " is not on the shelf"));
  }

  /** What there is, by name. */
  List<ShelfEntry> entries() {
    return kept.values().stream()
        .map(one -> one.entry(clock.instant()))
        .sorted(Comparator.comparing(ShelfEntry::name).thenComparing(entry -> entry.cid().text()))
        .toList();
  }

  int size() {
    return kept.size();
  }

  List<Kept> all() {
    return List.copyOf(kept.values());
  }

  /** The protocol of this contract, put on the shelf if it is not there yet. */
  Kept put(Contract contract) {
    return kept.computeIfAbsent(contract.document().cid(), cid -> new Kept(contract));
  }

  /** Rebuilds what is derived, and puts what a newer document supersedes behind it. */
  synchronized void changed() {
    Instant now = clock.instant();
    nextExpiry =
        kept.values().stream()
            .flatMap(one -> Stream.ofNullable(one.document().expires()))
            .filter(expires -> expires.isAfter(now))
            .min(Comparator.naturalOrder())
            .orElse(Instant.MAX);
    phrases =
        new PhraseBook(
            kept.values().stream()
                .filter(one -> one.ready() != null && one.state(now) == LifeState.ACTIVE)
                .toList());
    generation.incrementAndGet();
  }

  /** The phrases of all protocols that are active and have a routine. */
  PhraseBook phrases() {
    return phrases;
  }

  /** Changes whenever an answer may; also where only the time of a protocol has passed. */
  long generation() {
    if (!clock.instant().isBefore(nextExpiry)) {
      changed();
    }
    return generation.get();
  }

  /** The end of the chain of successors that begins here; the protocol itself if it has none. */
  Kept latest(Kept from) {
    Kept latest = from;
    for (int i = 0; i < kept.size(); i++) {
      Cid next = latest.successor();
      Kept successor = next == null ? null : kept.get(next);
      if (successor == null) {
        return latest;
      }
      latest = successor;
    }
    return latest;
  }

  /** Whether {@code successor} comes back to {@code from} by the successors known here. */
  boolean circular(Cid from, Cid successor) {
    Cid at = successor;
    for (int i = 0; i <= kept.size() && at != null; i++) {
      if (at.equals(from)) {
        return true;
      }
      at = successorOf(at);
    }
    return false;
  }

  private @Nullable Cid successorOf(Cid cid) {
    Kept one = kept.get(cid);
    return one == null ? null : one.successor();
  }
}
