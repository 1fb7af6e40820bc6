package io.parley.history;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what memory knows, on the thread of whoever calls {@link #flush}. What happens is put down
 * under the lock of the series; files are written outside it, so that a slow card delays nobody who
 * records or reads.
 */
final class Writing {
  private static final Logger log = LoggerFactory.getLogger(Writing.class);

  /** The most bytes that wait for {@link #flush}; beyond it a state is written instead. */
  private static final int MOST_WAITING = 24 << 20;

  /** A clock that moves further between two writings was set, or the machine slept. */
  private static final long JUMP_MS = Calendar.HOUR_MS;

  /** So long after its end a day is still open for samples that come late. */
  private static final long OPEN_MS = Calendar.HOUR_MS;

  /** After an error every tenth writing is tried: a card that is full is not worn out. */
  private static final int RETRY_EVERY = 10;

  private static final long MOST_DAYS = 730;

  private final HistoryFiles files;
  private final Tracks tracks;
  private final Object lock;
  private final Object oneAtATime = new Object();
  private final Entries waiting = new Entries();

  /**
   * Series that the next writing names a second time: one lost writing does not lose all of them.
   */
  private final List<Track> fresh = new ArrayList<>();

  private boolean overflowed;
  private boolean failed = true;
  private boolean saidFailed;
  private int sinceFailed = RETRY_EVERY;
  private long lastFlush;
  private long steadySince;

  Writing(HistoryFiles files, Tracks tracks, Object lock, long now) {
    this.files = files;
    this.tracks = tracks;
    this.lock = lock;
    lastFlush = now;
    steadySince = now;
    synchronized (oneAtATime) {
      write(now);
    }
  }

  /** To be called under the lock. */
  void defined(Track track) {
    waiting.define(track.number, track.id);
    fresh.add(track);
  }

  /** To be called under the lock. */
  void forgotten(Track track) {
    waiting.forget(track.number);
  }

  /**
   * To be called under the lock.
   *
   * @param confirmed the value that the series had after the change as well; absent if it had not
   */
  void changed(Track track, Stretch.@Nullable Change confirmed, Stretch.Change change) {
    boolean whole = track.whole;
    if (confirmed != null) {
      waiting.change(track.number, confirmed.at(), confirmed.number(), confirmed.other(), whole);
    }
    waiting.change(track.number, change.at(), change.number(), change.other(), whole);
    if (waiting.size() > MOST_WAITING) {
      waiting.clear();
      overflowed = true;
    }
  }

  void flush(long now) {
    synchronized (oneAtATime) {
      clock(now);
      synchronized (lock) {
        for (Track track : tracks.all()) {
          track.evict(now);
          track.dropOld(now);
        }
      }
      write(now);
      if (!failed && now - steadySince >= OPEN_MS) {
        sealDays(now);
      }
    }
  }

  /** Where the clock jumped ahead, nobody knows what held meanwhile. */
  private void clock(long now) {
    long moved = now - lastFlush;
    if (Math.abs(moved) > JUMP_MS) {
      steadySince = now;
      log.warn(
          "the clock moved by {} between two writings of the history, to {}",
          Duration.ofMillis(moved),
          Instant.ofEpochMilli(now));
      synchronized (lock) {
        if (moved > 0) {
          gap(now);
        }
      }
    }
    lastFlush = now;
  }

  /** Ends the values of all series that none came for since the jump. */
  private void gap(long now) {
    for (Track track : tracks.all()) {
      RawSteps raw = track.raw;
      long newest = raw.size() == 0 ? now : raw.at(raw.size() - 1);
      long at = Math.max(lastFlush, newest + 1);
      if (newest < now - JUMP_MS
          && track.record(Double.NaN, StateValue.GAP, true, at) == Track.Outcome.CHANGED) {
        waiting.change(track.number, at, Double.NaN, StateValue.GAP, true);
      }
    }
  }

  private void write(long now) {
    if (failed && sinceFailed++ < RETRY_EVERY) {
      synchronized (lock) {
        waiting.clear();
      }
      return;
    }
    byte[] entries;
    boolean state;
    synchronized (lock) {
      entries = waiting.take(now);
      fresh.removeIf(track -> tracks.get(track.id) == null);
      fresh.forEach(track -> waiting.define(track.number, track.id));
      fresh.clear();
      state = failed || overflowed;
      overflowed = false;
    }
    try {
      if (!state) {
        files.append(entries);
      }
      if (state || files.wantsState()) {
        writeState(now);
      }
      written();
    } catch (IOException e) {
      failed(e);
    }
  }

  private void written() {
    if (saidFailed) {
      log.info("the history is written again");
    }
    failed = false;
    saidFailed = false;
  }

  private void failed(IOException e) {
    failed = true;
    sinceFailed = 0;
    if (!saidFailed) {
      saidFailed = true;
      log.error("the history cannot be written and goes on in memory: {}", e.toString());
    }
  }

  private void writeState(long now) throws IOException {
    files.beginLog();
    List<Track> all;
    ByteSink head = new ByteSink(32);
    synchronized (lock) {
      all = tracks.all();
      head.signed(now);
      head.signed(tracks.sealed);
      head.varint(tracks.nextNumber);
      head.varint(all.size());
    }
    files.writeState(head.toArray(), () -> bytes(all.iterator()));
  }

  private Iterator<byte[]> bytes(Iterator<Track> all) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public byte[] next() {
        synchronized (lock) {
          return TrackBytes.write(all.next());
        }
      }
    };
  }

  private void sealDays(long now) {
    boolean sealed = false;
    try {
      for (long day = 0; day < MOST_DAYS && sealDay(now); day++) {
        sealed = true;
      }
      if (sealed) {
        files.days.deleteOld(files.days.newest());
        writeState(now);
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  /** Whether there was one to put into files. */
  private boolean sealDay(long now) throws IOException {
    long from;
    long to;
    List<Track> all;
    synchronized (lock) {
      if (tracks.sealed == Long.MIN_VALUE) {
        long oldest = Math.max(tracks.oldest(), now - MOST_DAYS * Calendar.DAY_MS);
        if (oldest > now) {
          return false;
        }
        tracks.sealed = tracks.calendar.dayFrom(oldest);
      }
      from = tracks.sealed;
      to = tracks.calendar.dayTo(from);
      all = tracks.all();
    }
    if (to + OPEN_MS > now) {
      return false;
    }
    Sealing sealing = new Sealing(from, to, tracks.calendar);
    for (Track track : all) {
      synchronized (lock) {
        sealing.add(track);
      }
    }
    sealing.write(files.days);
    synchronized (lock) {
      tracks.sealed = to;
      tracks.all().forEach(track -> track.dropClosedBefore(to));
    }
    return true;
  }

  void close() {
    synchronized (oneAtATime) {
      try {
        files.closeLog();
      } catch (IOException e) {
        log.warn("the log of the history cannot be closed: {}", e.toString());
      }
    }
  }
}
