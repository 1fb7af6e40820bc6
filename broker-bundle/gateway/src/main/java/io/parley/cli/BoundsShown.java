package io.parley.cli;

import io.parley.broker.BrokerLimits;
import io.parley.config.ClientLimits;
import io.parley.config.NodeLimits;
import java.util.List;

/** The bounds of the embedded broker as {@code parley check} prints them, one a line. */
final class BoundsShown {
  private BoundsShown() {}

  static List<String> of(NodeLimits limits) {
    ClientLimits client = limits.client();
    return List.of(
        "connectBytes %d: the largest CONNECT".formatted(client.connectBytes()),
        "connectSeconds %d: until when a CONNECT must have come".formatted(client.connectSeconds()),
        "pendingConnections %d: of one address, that nobody has let in yet"
            .formatted(client.pendingConnections()),
        "connections %d: clients at a time".formatted(limits.connections()),
        "messagesPerSecond %d: packets of one connection; four times as many of one user"
            .formatted(client.messagesPerSecond()),
        "connectionBytesPerSecond %d: bytes of one connection"
            .formatted(client.connectionBytesPerSecond()),
        "excessSeconds %d: held up for so long, a connection is ended (0x96)"
            .formatted(client.excessSeconds()),
        "questionsPerSecond %d: of one user".formatted(limits.questionsPerSecond()),
        "bytesPerSecond %d: payload bytes of one user".formatted(limits.bytesPerSecond()),
        "packetBytes %d: the largest packet".formatted(limits.packetBytes()),
        "payloadBytes %d: the largest payload under the root".formatted(limits.payloadBytes()),
        "subscriptions %d: of one session".formatted(client.subscriptions()),
        "sessions %d: of one user".formatted(client.sessions()),
        "sessionExpirySeconds %d: the longest Session Expiry Interval"
            .formatted(client.sessionExpirySeconds()),
        "retainedTopics %d: of one user, and 4 KiB of payload for each; five times as much in all"
            .formatted(client.retainedTopics()),
        "queuedMessages %d: for a client that is away".formatted(limits.queuedMessages()),
        "receive maximum %d: unacknowledged messages of one client"
            .formatted(BrokerLimits.USUAL.receiveMaximum()));
  }
}
