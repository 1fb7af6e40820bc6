package io.parley.telemetry;

import io.parley.history.SeriesHistory;
import io.parley.knowledge.Observer;
import io.parley.site.SeriesId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes what the node sees into the history. */
public final class RecordedValues implements Observer {
  private final SeriesHistory history;

  /** Values for this history. */
  public RecordedValues(SeriesHistory history) {
    this.history = history;
  }

  @Override
  public void took(String topic, String path, Object value, @Nullable String state, Instant at) {
    history.record(new SeriesId(topic, path), value, state, at);
  }

  @Override
  public void ended(String topic, String path, Instant at) {
    history.gap(new SeriesId(topic, path), at);
  }
}
