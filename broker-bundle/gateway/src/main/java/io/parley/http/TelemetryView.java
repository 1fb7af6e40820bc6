package io.parley.http;

import io.parley.ingest.IngestCount;
import io.parley.site.History;
import io.parley.site.SiteModel;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the node made of the telemetry. Called from any thread.
 *
 * @param site the series and what they are worth now
 * @param history what they were worth before
 * @param counts what came by each filter
 * @param clock tells how old a value is
 */
public record TelemetryView(
    SiteModel site, History history, Supplier<List<IngestCount>> counts, Clock clock) {}
