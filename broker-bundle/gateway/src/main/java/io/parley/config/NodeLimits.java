package io.parley.config;

import io.parley.gateway.GatewayLimits;

/**
 * What this node takes on.
 *
 * @param payloadBytes the largest question or other payload under the root
 * @param textBytes the longest question in words, in bytes
 * @param textWords the most words of one
 * @param packetBytes the largest MQTT packet
 * @param connections clients of the embedded broker at a time
 * @param queuedMessages messages kept for a client that is away
 * @param questionsPerSecond questions of one client
 * @param bytesPerSecond payload bytes of one client
 * @param inFlight questions under way at a time
 * @param cached answers kept
 * @param cacheSeconds how long an answer is kept at most
 * @param series telemetry series kept
 * @param client what one client may cost the embedded broker
 */
public record NodeLimits(
    int payloadBytes,
    int textBytes,
    int textWords,
    int packetBytes,
    int connections,
    int queuedMessages,
    int questionsPerSecond,
    long bytesPerSecond,
    int inFlight,
    int cached,
    int cacheSeconds,
    int series,
    ClientLimits client) {
  /** For a small machine. */
  public static final NodeLimits USUAL =
      new NodeLimits(
          64 << 10,
          GatewayLimits.USUAL_TEXT_BYTES,
          GatewayLimits.USUAL_TEXT_WORDS,
          2 << 20,
          10_000,
          1_000,
          200,
          8L << 20,
          1_000,
          1_000,
          60,
          5_000,
          ClientLimits.USUAL);

  public NodeLimits {
    Rules.within("limits.payloadBytes", payloadBytes, 256, 1 << 20);
    Rules.within("limits.textBytes", textBytes, 64, 64 << 10);
    Rules.within("limits.textWords", textWords, 1, 10_000);
    Rules.within("limits.packetBytes", packetBytes, payloadBytes, 268_435_460);
    Rules.within("limits.connections", connections, 2, 1_000_000);
    Rules.within("limits.queuedMessages", queuedMessages, 1, 1_000_000);
    Rules.within("limits.questionsPerSecond", questionsPerSecond, 1, 1_000_000);
    Rules.within("limits.bytesPerSecond", bytesPerSecond, 1_024, 1L << 40);
    Rules.within("limits.inFlight", inFlight, 1, 100_000);
    Rules.within("limits.cached", cached, 0, 1_000_000);
    Rules.within("limits.cacheSeconds", cacheSeconds, 0, 86_400);
    Rules.within("limits.series", series, 1, 1_000_000);
  }
}
