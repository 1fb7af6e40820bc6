package io.parley.broker;

import io.parley.config.ClientLimits;

/**
 * What a client may cost.
 *
 * @param packetBytes the largest MQTT packet, 1024 to 268435460 bytes
 * @param rootPayloadBytes the largest payload under the root, in bytes
 * @param receiveMaximum QoS 1 and 2 messages on their way to the broker at a time (MQTT 5,
 *     3.2.2.3.3)
 * @param queuedMessages messages kept for a client that is away or slow; the oldest go first
 * @param connections clients at a time
 * @param questionsPerSecond questions of one client, with a burst of twice as many
 * @param bytesPerSecond payload bytes of one client, with a burst of twice as many
 * @param client what one connection, session and address may cost
 */
public record BrokerLimits(
    int packetBytes,
    int rootPayloadBytes,
    int receiveMaximum,
    int queuedMessages,
    int connections,
    int questionsPerSecond,
    long bytesPerSecond,
    ClientLimits client) {
  /** 2 MiB packets, 64 KiB under the root, 200 questions and 8 MiB a second. */
  public static final BrokerLimits USUAL =
      new BrokerLimits(2 << 20, 64 << 10, 100, 1_000, 10_000, 200, 8L << 20, ClientLimits.USUAL);

  public BrokerLimits {
    require("packetBytes", packetBytes, 1_024, 268_435_460);
    require("rootPayloadBytes", rootPayloadBytes, 256, packetBytes);
    require("receiveMaximum", receiveMaximum, 1, 65_535);
    require("queuedMessages", queuedMessages, 1, 1_000_000);
    require("connections", connections, 2, 1_000_000);
    require("questionsPerSecond", questionsPerSecond, 1, 1_000_000);
    require("bytesPerSecond", bytesPerSecond, 1_024, 1L << 40);
  }

  /** The same limits with other rates for one client. */
  public BrokerLimits withRates(int questions, long bytes) {
    return new BrokerLimits(
        packetBytes,
        rootPayloadBytes,
        receiveMaximum,
        queuedMessages,
        connections,
        questions,
        bytes,
        client);
  }

  /** The same limits with other bounds for one client. */
  public BrokerLimits withClient(ClientLimits bounds) {
    return new BrokerLimits(
        packetBytes,
        rootPayloadBytes,
        receiveMaximum,
        queuedMessages,
        connections,
        questionsPerSecond,
        bytesPerSecond,
        bounds);
  }

  private static void require(String field, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s %d must be %d to %d".formatted(field, value, least, most));
    }
  }
}
