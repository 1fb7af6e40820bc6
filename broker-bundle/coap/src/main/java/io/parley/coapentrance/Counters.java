package io.parley.coapentrance;

import java.util.concurrent.atomic.LongAdder;

/** The counters behind {@link CoapCounts}. */
final class Counters {
  final LongAdder requests = new LongAdder();
  final LongAdder published = new LongAdder();
  final LongAdder asked = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder limited = new LongAdder();
  final LongAdder challenged = new LongAdder();
  final LongAdder malformed = new LongAdder();
  final LongAdder dropped = new LongAdder();
  final LongAdder handshakes = new LongAdder();
  final LongAdder handshakesFailed = new LongAdder();

  CoapCounts snapshot(long observers, long liveTopics, long keptAnswers) {
    return new CoapCounts(
        requests.sum(),
        published.sum(),
        asked.sum(),
        refused.sum(),
        limited.sum(),
        challenged.sum(),
        malformed.sum(),
        dropped.sum(),
        observers,
        liveTopics,
        keptAnswers,
        handshakes.sum(),
        handshakesFailed.sum());
  }
}
