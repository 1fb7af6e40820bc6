package io.parley.history;

import io.parley.site.SeriesId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All series, and until when they are in files of days. Not safe for several threads. */
final class Tracks implements Entries.Reader {
  final Calendar calendar;
  private final Map<SeriesId, Track> byId = new HashMap<>();
  private final Map<Integer, Track> byNumber = new HashMap<>();

  /** The number of the next series. */
  int nextNumber = 1;

  /** Everything before it is in files of days; the least long: nothing is. */
  long sealed = Long.MIN_VALUE;

  /** When it was last written; the least long: never. */
  long written = Long.MIN_VALUE;

  /** How many stored changes belong to no series that is known. */
  long unknown;

  Tracks(Calendar calendar) {
    this.calendar = calendar;
  }

  @Nullable Track get(SeriesId id) {
    return byId.get(id);
  }

  Track create(SeriesId id) {
    Track track = new Track(id, nextNumber, calendar, sealed);
    add(track);
    return track;
  }

  void add(Track track) {
    byId.put(track.id, track);
    byNumber.put(track.number, track);
    nextNumber = Math.max(nextNumber, track.number + 1);
  }

  @Nullable Track remove(SeriesId id) {
    Track track = byId.remove(id);
    if (track != null) {
      byNumber.remove(track.number);
    }
    return track;
  }

  /** All of them; later ones are not in the list. */
  List<Track> all() {
    return new ArrayList<>(byId.values());
  }

  @Override
  public void define(int number, SeriesId id) {
    if (!byId.containsKey(id)) {
      add(new Track(id, number, calendar, sealed));
    }
  }

  @Override
  public void forget(int number) {
    Track track = byNumber.get(number);
    if (track != null) {
      remove(track.id);
    }
  }

  @Override
  public void change(int number, long at, double value, @Nullable StateValue other, boolean whole) {
    Track track = byNumber.get(number);
    if (track == null) {
      unknown++;
    } else {
      track.record(value, other, whole, at);
      track.evict(at);
    }
  }

  /** Says that no value is known from an instant on, where none came after it. */
  void gap(long at) {
    for (Track track : byId.values()) {
      RawSteps raw = track.raw;
      long newest = raw.size() == 0 ? at : raw.at(raw.size() - 1);
      track.record(Double.NaN, StateValue.GAP, true, Math.max(at, newest + 1));
    }
  }

  /** When the oldest value came; the greatest long if there is none. */
  long oldest() {
    long oldest = Long.MAX_VALUE;
    for (Track track : byId.values()) {
      oldest = track.raw.size() == 0 ? oldest : Math.min(oldest, track.raw.at(0));
      oldest = Math.min(oldest, track.closed.oldest());
      oldest = track.open == null ? oldest : Math.min(oldest, track.open.from);
    }
    return oldest;
  }
}
