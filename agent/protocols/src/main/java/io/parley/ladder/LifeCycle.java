package io.parley.ladder;

import io.parley.protocol.Cid;
import io.parley.protocol.ProtocolDocument;
import io.parley.routine.SameData;
import io.parley.trust.Identity;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What follows when protocols come: a document that supersedes another puts it behind; of two that
 * were found apart and say the same, the one with the smaller id stays, at every site the same one.
 */
final class LifeCycle {
  private final Shelf shelf;
  private final Identity identity;
  private final Clock clock;
  private final Consumer<Kept> changed;

  LifeCycle(Shelf shelf, Identity identity, Clock clock, Consumer<Kept> changed) {
    this.shelf = shelf;
    this.identity = identity;
    this.clock = clock;
    this.changed = changed;
  }

  /** Says the state of a protocol in this node's name. */
  void say(Kept kept, LifeState state, @Nullable Cid successor) {
    kept.statement(StateStatement.by(identity, kept.cid(), state, successor, clock.instant()));
    changed.accept(kept);
  }

  /** Draws the consequences of a protocol that came or changed. */
  void settle(Kept kept) {
    if (!usable(kept)) {
      return;
    }
    Cid old = kept.document().supersedes();
    if (old != null) {
      shelf.find(old).filter(this::active).ifPresent(before -> supersede(before, kept));
    }
    List<Kept> alike =
        shelf.all().stream()
            .filter(this::usable)
            .filter(other -> alike(other.document(), kept.document()))
            .sorted(Comparator.comparing(other -> other.cid().text()))
            .toList();
    for (Kept other : alike.subList(Math.min(1, alike.size()), alike.size())) {
      supersede(other, alike.get(0));
    }
  }

  private void supersede(Kept before, Kept after) {
    if (!shelf.circular(before.cid(), after.cid())) {
      say(before, LifeState.SUPERSEDED, after.cid());
    }
  }

  private boolean usable(Kept kept) {
    return active(kept) && kept.ready() != null;
  }

  private boolean active(Kept kept) {
    return kept.state(clock.instant()) == LifeState.ACTIVE;
  }

  /** Whether two documents say the same: same phrases, same facts, same request and reply. */
  static boolean alike(ProtocolDocument one, ProtocolDocument other) {
    return !one.phrases().isEmpty()
        && one.phrases().equals(other.phrases())
        && one.facts().equals(other.facts())
        && one.effects() == other.effects()
        && SameData.same(one.request(), other.request())
        && SameData.same(one.reply(), other.reply());
  }
}
