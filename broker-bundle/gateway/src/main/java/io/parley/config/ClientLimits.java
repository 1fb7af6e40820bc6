package io.parley.config;

/**
 * What one client, one user or one address may cost the embedded broker.
 *
 * @param messagesPerSecond packets of one connection, whatever their kind, QoS and size; with a
 *     burst of twice as many. A user over all its connections: four times as many
 * @param connectionBytesPerSecond bytes of one connection with all headers, with a burst of twice
 *     as many
 * @param excessSeconds a connection that has been held up for so long without a break is ended
 * @param connectBytes the largest CONNECT, its Will included
 * @param connectSeconds a connection must have sent its CONNECT by then
 * @param pendingConnections of one address: those that nobody has let in yet
 * @param subscriptions of one session
 * @param sessions of one user, those that are away included
 * @param sessionExpirySeconds the longest Session Expiry Interval
 * @param retainedTopics topics on which one user's messages are retained
 */
public record ClientLimits(
    int messagesPerSecond,
    long connectionBytesPerSecond,
    int excessSeconds,
    int connectBytes,
    int connectSeconds,
    int pendingConnections,
    int subscriptions,
    int sessions,
    long sessionExpirySeconds,
    int retainedTopics) {
  /** 2,000 messages and 1 MiB a second, a CONNECT of 8 KiB within 5 s, a session of 7 days. */
  public static final ClientLimits USUAL =
      new ClientLimits(2_000, 1L << 20, 30, 8 << 10, 5, 64, 200, 20, 7 * 86_400L, 10_000);

  public ClientLimits {
    Rules.within("limits.messagesPerSecond", messagesPerSecond, 1, 10_000_000);
    Rules.within("limits.connectionBytesPerSecond", connectionBytesPerSecond, 1_024, 1L << 40);
    Rules.within("limits.excessSeconds", excessSeconds, 1, 86_400);
    Rules.within("limits.connectBytes", connectBytes, 256, 1 << 20);
    Rules.within("limits.connectSeconds", connectSeconds, 1, 600);
    Rules.within("limits.pendingConnections", pendingConnections, 1, 100_000);
    Rules.within("limits.subscriptions", subscriptions, 1, 100_000);
    Rules.within("limits.sessions", sessions, 1, 100_000);
    Rules.within("limits.sessionExpirySeconds", sessionExpirySeconds, 0, 0xFFFF_FFFEL);
    Rules.within("limits.retainedTopics", retainedTopics, 1, 1_000_000);
  }

  /** The same with another rate for a connection. */
  public ClientLimits withRate(int messages, long bytes, int excess) {
    return new ClientLimits(
        messages,
        bytes,
        excess,
        connectBytes,
        connectSeconds,
        pendingConnections,
        subscriptions,
        sessions,
        sessionExpirySeconds,
        retainedTopics);
  }

  /** The same with other bounds for who is not let in yet. */
  public ClientLimits withPending(int bytes, int seconds, int connections) {
    return new ClientLimits(
        messagesPerSecond,
        connectionBytesPerSecond,
        excessSeconds,
        bytes,
        seconds,
        connections,
        subscriptions,
        sessions,
        sessionExpirySeconds,
        retainedTopics);
  }

  /** The same with other bounds for what outlives a connection. */
  public ClientLimits withKept(int filters, int ids, long expirySeconds, int topics) {
    return new ClientLimits(
        messagesPerSecond,
        connectionBytesPerSecond,
        excessSeconds,
        connectBytes,
        connectSeconds,
        pendingConnections,
        filters,
        ids,
        expirySeconds,
        topics);
  }
}
