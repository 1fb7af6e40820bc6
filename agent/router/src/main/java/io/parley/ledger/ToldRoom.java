package io.parley.ledger;

import java.time.Instant;

/** Room for what was told, asked about the newest first: so many, and so many bytes of lines. */
final class ToldRoom {
  private static final int MOST = 10_000;
  private static final long MOST_BYTES = 4 << 20;

  private final Instant now;
  private int count;
  private long bytes;

  ToldRoom(Instant now) {
    this.now = now;
  }

  /** Whether this one stays; one that is not wanted any more takes no room. */
  boolean takes(Instant until, long size) {
    if (!now.isBefore(until)) {
      return false;
    }
    count++;
    bytes += size;
    return count <= MOST && bytes <= MOST_BYTES;
  }
}
