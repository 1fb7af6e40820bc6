package io.parley.ingest;

import java.util.Map;

/**
 * What came by one filter since the start.
 *
 * @param filter the filter
 * @param messages how many messages, all of them
 * @param values how many values were read from them
 * @param ignored how many messages carry no telemetry: commands, bridge logs, Parley's own
 * @param unreadable how many could not be read, by kind; kinds that never were are absent
 * @param noted how many values were odd, by kind; kinds that never were are absent
 */
public record IngestCount(
    String filter,
    long messages,
    long values,
    long ignored,
    Map<Unreadable, Long> unreadable,
    Map<Noted, Long> noted) {
  public IngestCount {
    noted = Map.copyOf(noted);
    unreadable = Map.copyOf(unreadable);
  }
}
