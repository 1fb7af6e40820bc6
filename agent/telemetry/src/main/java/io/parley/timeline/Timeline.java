package io.parley.timeline;

import io.parley.site.Step;
import io.parley.units.Numbers;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of one series over a window, without a hole: what is not known is a segment too. */
public final class Timeline {
  private final Window window;
  private final List<Segment> segments = new ArrayList<>();

  /**
   * The timeline of a window.
   *
   * @param steps the steps from before or at the start of the window on, oldest first
   * @param until until when the last value is known to have held
   */
  public Timeline(Window window, List<Step> steps, Instant until) {
    this.window = window;
    Instant end = window.from();
    for (int at = 0; at < steps.size(); at++) {
      boolean last = at + 1 == steps.size();
      Instant next = last ? window.to() : earlier(steps.get(at + 1).at(), window.to());
      end = add(steps.get(at), end, next, last ? until : null);
    }
    if (end.isBefore(window.to())) {
      segments.add(new Segment(end, window.to(), end, null, null));
    }
  }

  private Instant add(Step step, Instant end, Instant next, @Nullable Instant until) {
    Instant from = step.at().isBefore(window.from()) ? window.from() : step.at();
    boolean inside = from.isBefore(window.to()) || (window.open() && from.equals(window.to()));
    if (!inside || next.isBefore(from)) {
      return end;
    }
    if (end.isBefore(from)) {
      segments.add(new Segment(end, from, end, null, null));
    }
    Instant to = until != null && until.isBefore(next) ? later(until, from) : next;
    segments.add(new Segment(from, to, step.at(), step.value(), step.state()));
    return to;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** What it covers. */
  public Window window() {
    return window;
  }

  /** Its segments, oldest first. */
  public List<Segment> segments() {
    return segments;
  }

  /** The share of the window for which a value is known, 0..1. */
  public double coverage() {
    double known = segments.stream().filter(Segment::known).mapToDouble(Segment::seconds).sum();
    double all = segments.stream().mapToDouble(Segment::seconds).sum();
    return all == 0 ? 0 : known / all;
  }

  /** Whether anything is known. */
  public boolean any() {
    return segments.stream().anyMatch(Segment::known);
  }

  /** The first segment with the greatest or the least number; null if none is known. */
  public @Nullable Segment extreme(boolean greatest) {
    BigDecimal best = null;
    Segment found = null;
    for (Segment segment : segments) {
      BigDecimal number = segment.number();
      if (number != null && (best == null || (greatest ? 1 : -1) * number.compareTo(best) > 0)) {
        best = number;
        found = segment;
      }
    }
    return found;
  }

  /** The mean, weighted by the time for which each number held; NaN if none did for any time. */
  public double mean() {
    double sum = 0;
    double seconds = 0;
    for (Segment segment : segments) {
      BigDecimal number = segment.number();
      if (number != null) {
        sum += number.doubleValue() * segment.seconds();
        seconds += segment.seconds();
      }
    }
    return seconds == 0 ? Double.NaN : sum / seconds;
  }

  /** How many decimals its numbers have at most. */
  public int decimals() {
    int most = 0;
    for (Segment segment : segments) {
      BigDecimal number = segment.number();
      most = number == null ? most : Math.max(most, Numbers.scale(number));
    }
    return most;
  }
}
