package io.parley.gateway;

import io.parley.message.Needs;
import java.util.Set;

/**
 * What is known of one question and this node at the moment of choosing.
 *
 * @param protocol whether it was asked in a protocol, not in words
 * @param query whether it was asked as a query, not in words
 * @param local whether it must not leave this node
 * @param hops how many more nodes it may pass
 * @param leftMs the time left for work, this node's own reserve taken off, in milliseconds
 * @param tried the steps that were taken without an end
 * @param queries whether queries can be evaluated here
 * @param expert whether a live agent covers the subject
 * @param model whether a model is there, loaded or loading
 * @param documents whether there are documents
 * @param upstream whether there is an upstream and it is reachable now, or is still being looked
 *     for
 */
public record Situation(
    boolean protocol,
    boolean query,
    boolean local,
    int hops,
    long leftMs,
    Set<Step> tried,
    boolean queries,
    boolean expert,
    boolean model,
    boolean documents,
    boolean upstream) {
  public Situation {
    tried = Set.copyOf(tried);
  }

  static Situation of(Asked asked, Set<Step> tried, Answerers others, long leftMs) {
    Needs needs = asked.question().needs();
    // Who is there is looked up only where routines, which most questions end at, had no answer.
    boolean further = tried.contains(Step.ROUTINE) || asked.question().query() != null;
    return new Situation(
        asked.question().protocol() != null,
        asked.question().query() != null,
        needs.local(),
        needs.hops(),
        leftMs,
        tried,
        others.queries().present(),
        further && others.experts().covers(asked.subject()),
        further && others.model().present(),
        further && others.passages().present(),
        further && mayBeReached(others.upstream()));
  }

  private static boolean mayBeReached(Upstream upstream) {
    return upstream.reachable() || !upstream.looked().isDone();
  }
}
