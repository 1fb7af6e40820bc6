package io.parley.timeline;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time.
 *
 * @param open whether it reaches up to now, so that a value that came this instant is in it
 */
public record Window(Instant from, Instant to, boolean open) {
  public Window {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("from %s must not be after to %s".formatted(from, to));
    }
  }

  /** How long it is. */
  public Duration length() {
    return Duration.between(from, to);
  }

  /** The same that begins earlier. */
  public Window widened(Duration before) {
    return new Window(from.minus(before), to, open);
  }
}
