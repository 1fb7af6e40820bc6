package io.parley.history;

import io.parley.site.SeriesId;
import org.jspecify.annotations.Nullable;

/** All that memory keeps of one series, in bytes. */
final class TrackBytes {
  private TrackBytes() {}

  static byte[] write(Track track) {
    ByteSink sink = new ByteSink(256);
    sink.signed(track.folded);
    sink.signed(track.since);
    sink.put(track.left ? 1 : 0);
    sink.array(track.closed.toArray());
    RollupBytes open = new RollupBytes();
    if (track.open != null) {
      open.append(track.open);
    }
    sink.array(open.toArray());
    Entries steps = new Entries();
    steps.define(track.number, track.id);
    RawSteps raw = track.raw;
    for (int i = 0; i < raw.size(); i++) {
      steps.change(1, raw.at(i), raw.number(i), raw.other(i), track.whole);
    }
    sink.put(steps.take(0));
    return sink.toArray();
  }

  static Track read(byte[] bytes, Calendar calendar) {
    ByteSource source = new ByteSource(bytes);
    TrackReading reading = new TrackReading(calendar, source.signed());
    long since = source.signed();
    boolean left = source.get() == 1;
    byte[] closed = source.array();
    byte[] open = source.array();
    Entries.read(source.rest(), reading);
    Track track = reading.track;
    if (track == null) {
      throw new DamagedException("changes without a series");
    }
    track.since = since;
    track.left = left;
    RollupBytes.read(closed).forEach(track.closed::append);
    RollupBytes.read(open).forEach(rollup -> track.open = rollup);
    return track;
  }

  private static final class TrackReading implements Entries.Reader {
    private final Calendar calendar;
    private final long folded;
    private @Nullable Track track;

    TrackReading(Calendar calendar, long folded) {
      this.calendar = calendar;
      this.folded = folded;
    }

    @Override
    public void define(int number, SeriesId id) {
      track = new Track(id, number, calendar, folded);
    }

    @Override
    public void forget(int number) {
      throw new DamagedException("a series that is forgotten");
    }

    @Override
    public void change(
        int number, long at, double value, @Nullable StateValue other, boolean whole) {
      if (track != null) {
        track.whole &= whole;
        track.raw.insert(track.raw.size(), at, value, other);
      }
    }
  }
}
