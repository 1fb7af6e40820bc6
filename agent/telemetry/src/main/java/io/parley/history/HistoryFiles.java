package io.parley.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What memory keeps, in two kinds of files that have a number each: a state holds everything, the
 * log of the same number holds what happened after the state was begun. Every minute one frame is
 * added to the log; where the log has grown to more than a state, the next state is written. The
 * state and the log before are kept as well, for the case that the newest one is damaged. To replay
 * what a state holds already changes nothing. Not safe for several threads.
 */
final class HistoryFiles {
  private static final Logger log = LoggerFactory.getLogger(HistoryFiles.class);

  private static final String STATE = ".state";
  private static final String LOG = ".log";
  private static final int MARK = 0x50484C31;

  /** Series of a state are compressed together where they are short. */
  private static final int FRAME = 1 << 16;

  /** A log is at least so long before a state is written. */
  private static final long LEAST_LOG = 1 << 20;

  final HistoryFolder folder;
  final DayFiles days;
  private long number;
  private long stateBytes;
  private long logBytes;
  private @Nullable FileChannel channel;

  HistoryFiles(Path path) throws IOException {
    folder = new HistoryFolder(path);
    days = new DayFiles(folder);
  }

  private static String name(long number, String end) {
    return String.format(Locale.ROOT, "%012d%s", number, end);
  }

  private static long number(String name) {
    return name.matches("\\d{12}\\.\\w+") ? Long.parseLong(name.substring(0, 12)) : -1;
  }

  /** Reads what was written; what is damaged is set aside. */
  void load(Tracks tracks) throws IOException {
    List<String> states = folder.names(STATE);
    List<String> logs = folder.names(LOG);
    for (String name : logs) {
      number = Math.max(number, number(name));
    }
    long from = -1;
    for (int i = states.size() - 1; i >= 0 && from < 0; i--) {
      number = Math.max(number, number(states.get(i)));
      from = loadState(states.get(i), tracks) ? number(states.get(i)) : -1;
    }
    for (String name : logs) {
      if (number(name) >= from) {
        loadLog(name, tracks);
      }
    }
    tracks.nextNumber = Math.max(tracks.nextNumber, days.greatestNumber() + 1);
    tracks.sealed = Math.max(tracks.sealed, from < 0 ? days.newest() : Long.MIN_VALUE);
    if (tracks.unknown > 0) {
      log.warn("{} stored changes belong to no known series and are lost", tracks.unknown);
    }
  }

  private boolean loadState(String name, Tracks tracks) {
    try (FileChannel file = FileChannel.open(folder.path(name), StandardOpenOption.READ)) {
      byte[] head = Frames.read(file);
      if (head == null) {
        throw new DamagedException("its head is not right");
      }
      ByteSource source = new ByteSource(head);
      List<Track> read = new ArrayList<>();
      long written = source.signed();
      long sealed = source.signed();
      int nextNumber = source.count(Integer.MAX_VALUE);
      int count = source.count(Integer.MAX_VALUE);
      while (read.size() < count) {
        byte[] several = Frames.read(file);
        if (several == null) {
          throw new DamagedException(count - read.size() + " series at its end cannot be read");
        }
        ByteSource frame = new ByteSource(several);
        while (frame.hasMore()) {
          read.add(TrackBytes.read(frame.array(), tracks.calendar));
        }
      }
      read.forEach(tracks::add);
      tracks.written = written;
      tracks.sealed = sealed;
      tracks.nextNumber = nextNumber;
      stateBytes = file.size();
      return true;
    } catch (IOException | DamagedException e) {
      log.warn(
          "the file {} of the history is damaged and set aside ({}); the one before is read",
          name,
          e.toString());
      folder.setAside(name);
      return false;
    }
  }

  private void loadLog(String name, Tracks tracks) {
    long lostBytes = 0;
    long lostFrames = 0;
    long lostFrom = tracks.written;
    try (FileChannel file = FileChannel.open(folder.path(name), StandardOpenOption.READ)) {
      ByteBuffer mark = ByteBuffer.allocate(4);
      boolean good = Frames.fill(file, mark) && mark.getInt() == MARK;
      long at = good ? 4 : file.size();
      lostBytes = good ? 0 : file.size();
      lostFrames = good ? 0 : 1;
      while (at < file.size()) {
        byte[] frame = Frames.read(file.position(at));
        long next = frame == null ? Frames.skip(file, at) : file.position();
        if (frame == null || !replay(frame, tracks)) {
          lostFrom = lostFrames == 0 ? tracks.written : lostFrom;
          lostBytes += next - at;
          lostFrames++;
          tracks.gap(tracks.written);
        }
        at = next;
      }
    } catch (IOException e) {
      log.warn("the file {} of the history cannot be read: {}", name, e.toString());
      lostFrames++;
    }
    if (lostFrames > 0) {
      log.warn(
          "the file {} of the history is damaged and set aside: {} of its writings ({} bytes) are"
              + " lost; the first of them came after {}, the last one that is good at {}",
          name,
          lostFrames,
          lostBytes,
          time(lostFrom),
          time(tracks.written));
      folder.setAside(name);
    }
  }

  private static String time(long instant) {
    return instant == Long.MIN_VALUE ? "the start" : Instant.ofEpochMilli(instant).toString();
  }

  private static boolean replay(byte[] frame, Tracks tracks) {
    try {
      tracks.written = Math.max(tracks.written, Entries.read(frame, tracks));
      return true;
    } catch (DamagedException e) {
      return false;
    }
  }

  /** Adds what happened to the log. */
  void append(byte[] entries) throws IOException {
    if (channel == null) {
      throw new IOException("there is no log");
    }
    byte[] frame = Frames.frame(entries);
    Frames.write(channel, frame);
    channel.force(false);
    logBytes += frame.length;
  }

  boolean wantsState() {
    return logBytes > Math.max(LEAST_LOG, 2 * stateBytes);
  }

  /** Begins the next log, to be called before the state is read that it belongs to. */
  void beginLog() throws IOException {
    closeLog();
    FileChannel next = folder.create(name(number + 1, LOG));
    channel = next;
    number++;
    logBytes = 0;
    Frames.write(next, ByteBuffer.allocate(4).putInt(MARK).array());
    next.force(true);
    folder.forceFolder();
  }

  /** Writes the state that belongs to the log, and deletes what is older than the one before. */
  void writeState(byte[] head, Iterable<byte[]> tracks) throws IOException {
    folder.write(
        name(number, STATE),
        file -> {
          Frames.write(file, Frames.frame(head));
          ByteSink several = new ByteSink(FRAME);
          for (byte[] track : tracks) {
            several.array(track);
            if (several.size() >= FRAME) {
              Frames.write(file, Frames.frame(several.toArray()));
              several.clear();
            }
          }
          if (several.size() > 0) {
            Frames.write(file, Frames.frame(several.toArray()));
          }
          stateBytes = file.position();
        });
    List<String> states = folder.names(STATE);
    long kept = states.size() < 2 ? number : number(states.get(states.size() - 2));
    for (String end : List.of(STATE, LOG)) {
      for (String name : folder.names(end)) {
        if (number(name) < kept) {
          folder.delete(name);
        }
      }
    }
  }

  void closeLog() throws IOException {
    if (channel != null) {
      FileChannel closed = channel;
      channel = null;
      closed.close();
    }
  }
}
