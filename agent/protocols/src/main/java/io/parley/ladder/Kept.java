package io.parley.ladder;

import io.parley.protocol.Cid;
import io.parley.protocol.ProtocolDocument;
import io.parley.routine.Contract;
import io.parley.routine.Routine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One protocol of this node with all that stands beside it. Safe for any thread. */
final class Kept {
  private final Contract contract;
  private final Map<String, Endorsement> endorsements = new ConcurrentHashMap<>();
  private final AtomicLong uses = new AtomicLong();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile boolean fromAbove;
  private volatile @Nullable Ready ready;
  private volatile @Nullable StateStatement statement;

  /**
   * A routine that stands ready.
   *
   * @param routine the routine
   * @param expression its text; absent if it is written in Java
   */
  record Ready(Routine routine, @Nullable String expression) {
    @Nullable Cid cid() {
      return expression == null ? null : Cid.of(expression.getBytes(StandardCharsets.UTF_8));
    }
  }

  Kept(Contract contract) {
    this.contract = contract;
  }

  Contract contract() {
    return contract;
  }

  ProtocolDocument document() {
    return contract.document();
  }

  Cid cid() {
    return contract.document().cid();
  }

  @Nullable Ready ready() {
    return ready;
  }

  void ready(@Nullable Ready routine) {
    ready = routine;
    failures.set(0);
  }

  @Nullable StateStatement statement() {
    return statement;
  }

  void statement(StateStatement said) {
    statement = said;
  }

  /** Whether it came down from the node above, which therefore need not be told of it. */
  boolean fromAbove() {
    return fromAbove;
  }

  void cameFromAbove() {
    fromAbove = true;
  }

  Map<String, Endorsement> endorsements() {
    return endorsements;
  }

  LifeState state(Instant now) {
    StateStatement said = statement;
    if (said != null && said.state() == LifeState.REVOKED) {
      return LifeState.REVOKED;
    }
    if (document().expiredAt(now)) {
      return LifeState.EXPIRED;
    }
    return said == null ? LifeState.ACTIVE : said.state();
  }

  @Nullable Cid successor() {
    StateStatement said = statement;
    return said == null ? null : said.successor();
  }

  /** A reply came; the failures before it are forgiven. */
  void worked() {
    uses.incrementAndGet();
    failures.set(0);
  }

  /** The routine failed; at so many in a row it is put away. Says whether it was now. */
  boolean failed(int retireAfter) {
    if (failures.incrementAndGet() >= retireAfter && ready != null) {
      ready = null;
      return true;
    }
    return false;
  }

  ShelfEntry entry(Instant now) {
    ProtocolDocument document = document();
    return new ShelfEntry(
        document.cid(),
        document.name(),
        document.version(),
        document.author(),
        state(now),
        successor(),
        document.expires(),
        document.effects(),
        document.phrases().stream().map(phrase -> phrase.text()).toList(),
        List.copyOf(endorsements.keySet()),
        ready != null,
        uses.get(),
        failures.get());
  }
}
