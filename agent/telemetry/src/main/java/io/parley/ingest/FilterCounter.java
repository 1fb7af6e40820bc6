package io.parley.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Counts what comes by one filter, and says when an unreadable message is worth a line. */
final class FilterCounter {
  private static final Duration QUIET = Duration.ofMinutes(10);

  private final String filter;
  private long messages;
  private long values;
  private long ignored;
  private final Map<Unreadable, Long> unreadable = new EnumMap<>(Unreadable.class);
  private final Map<Noted, Long> noted = new EnumMap<>(Noted.class);
  private final Map<Unreadable, Instant> said = new EnumMap<>(Unreadable.class);

  FilterCounter(String filter) {
    this.filter = filter;
  }

  synchronized void message() {
    messages++;
  }

  synchronized void value() {
    values++;
  }

  synchronized void ignored() {
    ignored++;
  }

  synchronized void noted(Noted kind) {
    noted.merge(kind, 1L, Long::sum);
  }

  /** Counts it; the count if a line is due, which it is once in ten minutes for each kind. */
  synchronized Optional<Long> unreadable(Unreadable kind, Instant now) {
    long count = unreadable.merge(kind, 1L, Long::sum);
    Instant last = said.get(kind);
    if (last != null && now.isBefore(last.plus(QUIET))) {
      return Optional.empty();
    }
    said.put(kind, now);
    return Optional.of(count);
  }

  synchronized IngestCount count() {
    return new IngestCount(filter, messages, values, ignored, unreadable, noted);
  }
}
