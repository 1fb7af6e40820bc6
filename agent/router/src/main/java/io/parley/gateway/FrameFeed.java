package io.parley.gateway;

import io.parley.message.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the frames of one streamed answer, and gives a sign of life after a second of silence.
 */
final class FrameFeed {
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final @Nullable String id;
  private final Consumer<Frame> out;
  private int seq;
  private Instant last;

  FrameFeed(Asked asked, Consumer<Answering.Interim> interim) {
    this.id = asked.question().id();
    this.last = asked.received();
    this.out = frame -> interim.accept(new Answering.Interim.Streamed(frame));
  }

  synchronized void delta(String text, Instant now) {
    if (!text.isEmpty()) {
      out.accept(new Frame(id, seq++, text, null));
      last = now;
    }
  }

  synchronized void tick(String doing, Instant now) {
    if (!Duration.between(last, now).minus(SILENCE).isNegative()) {
      out.accept(new Frame(id, seq++, null, doing));
      last = now;
    }
  }
}
