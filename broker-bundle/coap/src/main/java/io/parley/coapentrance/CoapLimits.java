package io.parley.coapentrance;

import java.time.Duration;

/**
 * What one entrance takes on.
 *
 * @param bodyBytes the largest body that goes block by block, 1,024..65,536 bytes
 * @param payloadBytes the largest payload that is taken from a device, 256..{@code bodyBytes}
 * @param rate how often a peer may ask for something
 * @param capacity how much is held at once
 * @param times how long things take
 * @param exemptLoopback whether loopback peers need no address proof (RFC 9175)
 */
public record CoapLimits(
    int bodyBytes,
    int payloadBytes,
    Rate rate,
    Capacity capacity,
    Times times,
    boolean exemptLoopback) {
  /** For a gateway on a small board. */
  public static final CoapLimits STANDARD =
      new CoapLimits(
          65_536,
          65_536,
          new Rate(50, 200),
          new Capacity(10_000, 10_000, 10_000, 4_096, 4_096, 256, 20_000),
          new Times(
              Duration.ofHours(1),
              Duration.ofMillis(250),
              Duration.ofMillis(500),
              Duration.ofSeconds(2),
              Duration.ofSeconds(30)),
          true);

  public CoapLimits {
    within("bodyBytes", bodyBytes, 1_024, 65_536);
    within("payloadBytes", payloadBytes, 256, bodyBytes);
  }

  /**
   * Requests of one peer (identity, else address).
   *
   * @param perSecond sustained; 0: no limit
   * @param burst so many at once after a pause, at least 1
   */
  public record Rate(int perSecond, int burst) {
    public Rate {
      within("perSecond", perSecond, 0, 1_000_000);
      within("burst", burst, 1, 1_000_000);
    }
  }

  /**
   * What is held at once, each 1..100,000.
   *
   * @param observers Observe relations in all
   * @param observersPerPeer Observe relations of one peer
   * @param liveTopics topics whose last value is held
   * @param pendingRequests publishes and questions under way
   * @param keptAnswers answers kept for those who fetch them later
   * @param keptPerOwner of these, for one principal
   * @param peers peers for which state is held, 100..150,000
   */
  public record Capacity(
      int observers,
      int observersPerPeer,
      int liveTopics,
      int pendingRequests,
      int keptAnswers,
      int keptPerOwner,
      int peers) {
    public Capacity {
      within("observers", observers, 1, 100_000);
      within("observersPerPeer", observersPerPeer, 1, 100_000);
      within("liveTopics", liveTopics, 1, 100_000);
      within("pendingRequests", pendingRequests, 1, 100_000);
      within("keptAnswers", keptAnswers, 1, 100_000);
      within("keptPerOwner", keptPerOwner, 1, 100_000);
      within("peers", peers, 100, 150_000);
    }
  }

  /**
   * How long things take.
   *
   * @param keepAnswers how long an answer is kept
   * @param retainedWait how long a read waits for a retained value after the SUBACK
   * @param piggyback how long a response may take before it becomes a separate one (RFC 7252,
   *     5.2.2)
   * @param ackTimeout ACK_TIMEOUT of RFC 7252, 4.8; longer on slow links
   * @param brokerWait how long the broker may take to acknowledge a publish
   */
  public record Times(
      Duration keepAnswers,
      Duration retainedWait,
      Duration piggyback,
      Duration ackTimeout,
      Duration brokerWait) {}

  /** The same with another largest payload, 256..65,536 bytes. */
  public CoapLimits withPayload(int bytes) {
    return new CoapLimits(Math.max(1_024, bytes), bytes, rate, capacity, times, exemptLoopback);
  }

  /** The same with another rate per peer; 0: no limit. */
  public CoapLimits withRate(int perSecond, int burst) {
    return new CoapLimits(
        bodyBytes, payloadBytes, new Rate(perSecond, burst), capacity, times, exemptLoopback);
  }

  /** The same, with loopback peers treated as any other. */
  public CoapLimits withoutExemption() {
    return new CoapLimits(bodyBytes, payloadBytes, rate, capacity, times, false);
  }

  /** The same with another time to wait for acknowledgements. */
  public CoapLimits withAckTimeout(Duration timeout) {
    return with(
        new Times(
            times.keepAnswers(),
            times.retainedWait(),
            times.piggyback(),
            timeout,
            times.brokerWait()));
  }

  /** The same with another time to wait for a retained value that nobody here wrote. */
  public CoapLimits withRetainedWait(Duration wait) {
    return with(
        new Times(
            times.keepAnswers(), wait, times.piggyback(), times.ackTimeout(), times.brokerWait()));
  }

  /** The same with another time for the broker to acknowledge a publish. */
  public CoapLimits withBrokerWait(Duration wait) {
    return with(
        new Times(
            times.keepAnswers(),
            times.retainedWait(),
            times.piggyback(),
            times.ackTimeout(),
            wait));
  }

  private CoapLimits with(Times other) {
    return new CoapLimits(bodyBytes, payloadBytes, rate, capacity, other, exemptLoopback);
  }

  private static void within(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s %d must lie in %d..%d".formatted(field, value, least, most));
    }
  }
}
