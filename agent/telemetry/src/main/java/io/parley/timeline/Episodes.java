package io.parley.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * When a condition began to hold inside a window.
 *
 * @param count how many times it is known to have begun
 * @param last the last time that it held from; null: not since {@code since}
 * @param certain whether {@code last} is known to be the moment
 * @param known whether a value is known at all
 * @param complete whether the whole window is known
 * @param since since when all is known without a gap
 */
public record Episodes(
    int count,
    @Nullable Segment last,
    boolean certain,
    boolean known,
    boolean complete,
    Instant since) {

  /** What was just before a window decides whether something began with it. */
  public static final Duration BEFORE = Duration.ofMillis(1);

  /**
   * The episodes of a window.
   *
   * @param timeline its timeline, begun {@link #BEFORE} earlier
   * @param from where the window itself begins
   * @param holds whether a known value fulfils the condition
   */
  public static Episodes of(Timeline timeline, Instant from, Predicate<Segment> holds) {
    Walk walk = new Walk(holds, from);
    timeline.segments().forEach(walk::step);
    return walk.result();
  }

  /** The state of a walk from the oldest segment to the newest. */
  private static final class Walk {
    private final Predicate<Segment> condition;
    private final Instant from;
    private int count;
    private @Nullable Segment last;
    private boolean certain = true;
    private boolean known;
    private boolean complete = true;
    private boolean gap = true;
    private boolean failed;
    private Instant since;

    Walk(Predicate<Segment> condition, Instant from) {
      this.condition = condition;
      this.from = from;
      this.since = from;
    }

    void step(Segment segment) {
      if (!segment.known()) {
        complete &= !segment.to().isAfter(from);
        gap = true;
        return;
      }
      boolean holds = condition.test(segment);
      boolean begins = holds && failed && !segment.from().isBefore(from);
      count += begins ? 1 : 0;
      if (gap) {
        since = segment.began().isBefore(from) ? from : segment.from();
        certain = !holds;
        last = holds ? segment : null;
      } else if (begins) {
        certain = true;
        last = segment;
      }
      known = true;
      gap = false;
      failed = !holds;
    }

    Episodes result() {
      return new Episodes(count, last, certain && !(known && gap), known, complete, since);
    }
  }
}
