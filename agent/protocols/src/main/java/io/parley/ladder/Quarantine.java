package io.parley.ladder;

import io.parley.message.Nak;
import io.parley.protocol.Cid;
import io.parley.routine.Expression;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Where the routines of others are examined before they come in: one after the other on a thread of
 * its own, so that a slow one holds up nothing but those behind it, of which there are only so
 * many. Entered on the ladder's executor, where the verdicts also come.
 */
final class Quarantine implements AutoCloseable {
  private final Admission admission;
  private final Refusals refusals;
  private final int most;
  private final Executor ladder;
  private final OneThread own = new OneThread("ladder-quarantine");
  private final Set<Work> waiting = new HashSet<>();

  private record Work(Cid document, Cid routine) {}

  /**
   * An empty one.
   *
   * @param most so many routines may wait or be under examination
   * @param ladder the ladder's executor
   */
  Quarantine(Admission admission, Refusals refusals, int most, Executor ladder) {
    this.admission = admission;
    this.refusals = refusals;
    this.most = most;
    this.ladder = ladder;
  }

  /**
   * Examines a routine when its turn comes, unless its protocol has one by then. What breaks a rule
   * is noted.
   *
   * @param passed hears of it on the ladder's executor if it holds
   * @throws AdmissionException {@code busy} if too many wait
   */
  void examine(Kept kept, Cid routine, String text, Consumer<Expression> passed) {
    Work work = new Work(kept.cid(), routine);
    if (waiting.contains(work)) {
      return;
    }
    if (waiting.size() >= most) {
      throw new AdmissionException(
          Nak.BUSY, "busy", "at most %d routines wait for their vectors".formatted(most));
    }
    waiting.add(work);
    own.execute(
        () -> {
          Runnable verdict = () -> {};
          try {
            if (kept.ready() == null) {
              verdict = verdict(kept, routine, text, passed);
            }
          } finally {
            Runnable told = verdict;
            ladder.execute(
                () -> {
                  waiting.remove(work);
                  told.run();
                });
          }
        });
  }

  private Runnable verdict(Kept kept, Cid routine, String text, Consumer<Expression> passed) {
    try {
      Expression expression = admission.routine(kept.contract(), text, true);
      return () -> passed.accept(expression);
    } catch (AdmissionException e) {
      if (Thread.currentThread().isInterrupted()) {
        return () -> {}; // the end of the node, and no fault of the routine
      }
      return () ->
          refusals.note(
              e.rule(),
              "routine %s of %s".formatted(routine, kept.cid()),
              String.valueOf(e.getMessage()));
    }
  }

  /** Its thread, for whoever must come after what waits now. */
  Executor thread() {
    return own;
  }

  /** Ends at once: what waits is heard of again at the next start. */
  @Override
  public void close() {
    own.abandon();
  }
}
