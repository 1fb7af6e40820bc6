package io.parley.coapentrance;

import java.time.Duration;

/**
 * What one entrance takes on.
 *
 * @param bodyBytes the largest request or response body, 1,024..65,536 bytes
 * @param requestsPerSecond per peer (identity, else address), sustained; 0: no limit
 * @param burst requests a peer may send at once after a pause, at least 1
 * @param observers Observe relations in all, 1..100,000
 * @param observersPerPeer Observe relations of one peer, 1..100,000
 * @param liveTopics topics whose last value is held, 1..100,000
 * @param pendingRequests publishes and questions under way at once, 1..100,000
 * @param keptAnswers answers kept for those who fetch them later, 1..100,000
 * @param keptPerOwner of these, for one principal
 * @param keepAnswers how long an answer is kept
 * @param retainedWait how long a read waits for a retained value after the SUBACK
 * @param piggyback how long a response may take before it becomes a separate one (RFC 7252, 5.2.2)
 * @param ackTimeout ACK_TIMEOUT of RFC 7252, 4.8; longer on slow links
 * @param exemptLoopback whether loopback peers need no address proof (RFC 9175)
 * @param peers peers for which state is held at once, 100..150,000
 */
public record CoapLimits(
    int bodyBytes,
    int requestsPerSecond,
    int burst,
    int observers,
    int observersPerPeer,
    int liveTopics,
    int pendingRequests,
    int keptAnswers,
    int keptPerOwner,
    Duration keepAnswers,
    Duration retainedWait,
    Duration piggyback,
    Duration ackTimeout,
    boolean exemptLoopback,
    int peers) {
  /** For a gateway on a small board. */
  public static final CoapLimits STANDARD =
      new CoapLimits(
          65_536,
          50,
          200,
          10_000,
          10_000,
          10_000,
          4_096,
          4_096,
          256,
          Duration.ofHours(1),
          Duration.ofMillis(250),
          Duration.ofMillis(500),
          Duration.ofSeconds(2),
          true,
          20_000);

  public CoapLimits {
    within("bodyBytes", bodyBytes, 1_024, 65_536);
    within("requestsPerSecond", requestsPerSecond, 0, 1_000_000);
    within("burst", burst, 1, 1_000_000);
    within("observers", observers, 1, 100_000);
    within("observersPerPeer", observersPerPeer, 1, 100_000);
    within("liveTopics", liveTopics, 1, 100_000);
    within("pendingRequests", pendingRequests, 1, 100_000);
    within("keptAnswers", keptAnswers, 1, 100_000);
    within("keptPerOwner", keptPerOwner, 1, 100_000);
    within("peers", peers, 100, 150_000);
  }

  /** The same with another rate per peer; 0: no limit. */
  public CoapLimits withRate(int perSecond, int newBurst) {
    return new CoapLimits(
        bodyBytes,
        perSecond,
        newBurst,
        observers,
        observersPerPeer,
        liveTopics,
        pendingRequests,
        keptAnswers,
        keptPerOwner,
        keepAnswers,
        retainedWait,
        piggyback,
        ackTimeout,
        exemptLoopback,
        peers);
  }

  /** The same, with loopback peers treated as any other. */
  public CoapLimits withoutExemption() {
    return new CoapLimits(
        bodyBytes,
        requestsPerSecond,
        burst,
        observers,
        observersPerPeer,
        liveTopics,
        pendingRequests,
        keptAnswers,
        keptPerOwner,
        keepAnswers,
        retainedWait,
        piggyback,
        ackTimeout,
        false,
        peers);
  }

  /** The same with another time to wait for acknowledgements. */
  public CoapLimits withAckTimeout(Duration newTimeout) {
    return new CoapLimits(
        bodyBytes,
        requestsPerSecond,
        burst,
        observers,
        observersPerPeer,
        liveTopics,
        pendingRequests,
        keptAnswers,
        keptPerOwner,
        keepAnswers,
        retainedWait,
        piggyback,
        newTimeout,
        exemptLoopback,
        peers);
  }

  private static void within(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s %d must lie in %d..%d".formatted(field, value, least, most));
    }
  }
}
