package io.parley.telemetry;

import io.parley.history.SeriesHistory;
import io.parley.knowledge.Observer;
import io.parley.site.SeriesId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes what the node sees into the history. */
public final class RecordedValues implements Observer {
  private final SeriesHistory history;
  private final SiteWords words;

  /**
   * Values for this history.
   *
   * @param words what the words of values mean
   */
  public RecordedValues(SeriesHistory history, SiteWords words) {
    this.history = history;
    this.words = words;
  }

  @Override
  public void took(
      String topic, String path, String name, Object value, @Nullable String state, Instant at) {
    history.record(
        new SeriesId(topic, path), value, CanonicalState.of(words, name, state, value), at);
  }

  @Override
  public void ended(String topic, String path, Instant at) {
    history.gap(new SeriesId(topic, path), at);
  }
}
