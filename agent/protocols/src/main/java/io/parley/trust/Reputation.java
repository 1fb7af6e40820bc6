package io.parley.trust;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Beta reputation per (peer, protocol), after Josang and Ismail (2002): of r good and s bad
 * outcomes, (r + 1) / (r + s + 2) is expected. Outcomes fade with a half-life of 30 days. Ranked is
 * by a lower bound, so that a newcomer starts low and not at nothing. A view of the ledger: anybody
 * with the lines computes the same.
 */
public final class Reputation {
  private static final Duration HALF_LIFE = Duration.ofDays(30);
  private static final int MOST_PAIRS = 10_000;

  /** One-sided 90 %. */
  private static final double Z = 1.28;

  /** The lower bound of Beta(1, 1). */
  private static final double NEWCOMER = 0.5 - Z * Math.sqrt(1.0 / 12);

  private final Clock clock;
  private final Map<Pair, Count> counts = new LinkedHashMap<>();

  /** Nothing is known yet. */
  public Reputation(Clock clock) {
    this.clock = clock;
  }

  /** Takes one more outcome into account. */
  public synchronized void add(Verdict verdict) {
    Pair pair = new Pair(verdict.peer(), verdict.protocol());
    if (!counts.containsKey(pair) && counts.size() >= MOST_PAIRS) {
      counts.remove(counts.keySet().iterator().next());
    }
    Count old = counts.getOrDefault(pair, new Count(0, 0, verdict.at()));
    counts.put(pair, old.at(verdict.at()).plus(verdict.held()));
  }

  /** What is known of a peer in a protocol; a newcomer's standing if nothing is. */
  public synchronized Standing of(String peer, String protocol) {
    Count count = counts.get(new Pair(peer, protocol));
    return standing(
        new Pair(peer, protocol), count == null ? new Count(0, 0, clock.instant()) : count);
  }

  /** What is known of a peer in all its protocols together. */
  public synchronized Standing of(String peer) {
    double good = 0;
    double bad = 0;
    Instant now = clock.instant();
    for (Map.Entry<Pair, Count> entry : counts.entrySet()) {
      if (entry.getKey().peer().equals(peer)) {
        Count count = entry.getValue().at(now);
        good += count.good();
        bad += count.bad();
      }
    }
    return standing(new Pair(peer, ""), new Count(good, bad, now));
  }

  /**
   * Whether a peer is to be asked last: it can be believed less than one of which nothing is known.
   * What it did in this protocol decides; where that is nothing, all that it did.
   *
   * @param protocol the protocol id; empty for words
   */
  public synchronized boolean sunk(String peer, String protocol) {
    Standing standing =
        counts.containsKey(new Pair(peer, protocol)) ? of(peer, protocol) : of(peer);
    return standing.bad() > 0 && standing.lower() < NEWCOMER;
  }

  /** Everything that is known, for people to see. */
  public synchronized List<Standing> all() {
    return counts.entrySet().stream().map(e -> standing(e.getKey(), e.getValue())).toList();
  }

  private Standing standing(Pair pair, Count count) {
    Count now = count.at(clock.instant());
    double a = now.good() + 1;
    double b = now.bad() + 1;
    double mean = a / (a + b);
    double deviation = Math.sqrt(a * b / ((a + b) * (a + b) * (a + b + 1)));
    return new Standing(
        pair.peer(),
        pair.protocol(),
        now.good(),
        now.bad(),
        mean,
        Math.max(0, mean - Z * deviation));
  }

  /**
   * How a peer stands.
   *
   * @param peer the agent
   * @param protocol the protocol id; empty for words, or for all together
   * @param good right answers, faded
   * @param bad wrong answers, faded
   * @param expected 0..1, the share of right answers to expect
   * @param lower 0..1, what it is at least with 90 %
   */
  public record Standing(
      String peer, String protocol, double good, double bad, double expected, double lower) {}

  private record Pair(String peer, String protocol) {}

  private record Count(double good, double bad, Instant at) {
    Count at(Instant now) {
      double halves =
          Math.max(0, Duration.between(at, now).toSeconds()) / (double) HALF_LIFE.toSeconds();
      double left = Math.pow(0.5, halves);
      return new Count(good * left, bad * left, now.isAfter(at) ? now : at);
    }

    Count plus(boolean held) {
      return held ? new Count(good + 1, bad, at) : new Count(good, bad + 1, at);
    }
  }
}
