package io.parley.knowledge;

import io.parley.knowledge.Fact.Window;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers of one series over the last ten minutes, hour and day. Not safe for threads. */
final class Statistics {
  private static final int MOST_SCALE = 9;

  private int scale;
  private Ring @Nullable [] rings;

  private static Ring[] newRings() {
    return new Ring[] {
      new Ring(Duration.ofMinutes(10), 20),
      new Ring(Duration.ofHours(1), 30),
      new Ring(Duration.ofDays(1), 48)
    };
  }

  /** Takes a value; one that is no number is left out. */
  void add(Object value, Instant at) {
    if (!(value instanceof Number number)) {
      return;
    }
    if (number instanceof BigDecimal decimal) {
      scale = Math.max(scale, Math.min(MOST_SCALE, decimal.scale()));
    }
    Ring[] mine = rings;
    if (mine == null) {
      mine = newRings();
      rings = mine;
    }
    for (Ring ring : mine) {
      ring.add(number.doubleValue(), at);
    }
  }

  void clear() {
    rings = null;
    scale = 0;
  }

  /** The spans that end now and have values, shortest first. */
  List<Window> windows(Instant now) {
    List<Window> windows = new ArrayList<>();
    Ring[] mine = rings;
    if (mine != null) {
      for (Ring ring : mine) {
        ring.window(now, scale).ifPresent(windows::add);
      }
    }
    return windows;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeByte(scale);
    Ring[] mine = rings;
    out.writeBoolean(mine != null);
    if (mine != null) {
      for (Ring ring : mine) {
        ring.write(out);
      }
    }
  }

  void read(DataInputStream in) throws IOException {
    scale = Math.max(0, Math.min(MOST_SCALE, in.readByte()));
    if (in.readBoolean()) {
      Ring[] mine = newRings();
      for (Ring ring : mine) {
        ring.read(in);
      }
      rings = mine;
    }
  }
}
