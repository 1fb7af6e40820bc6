package io.parley.gateway;

import io.parley.message.Needs;

/**
 * Which step comes next: a pure function, so that a table can test it. A protocol message skips
 * what only understands words: where no routine takes it, it may still be answered above. A query is
 * evaluated here or above, and needs nobody who understands words.
 */
public final class RoutingPolicy {
  private RoutingPolicy() {}

  /** The first step in order that applies here and was not tried. */
  public static Step next(Situation now) {
    if (now.leftMs() <= 0) {
      return Step.UNSURE;
    }
    for (Step step : Step.values()) {
      if (!now.tried().contains(step) && applies(step, now)) {
        return step;
      }
    }
    return Step.UNSURE;
  }

  /** Whether a question that nobody is sure of may wait for the node above. */
  static boolean mayWait(Needs needs, Upstream upstream) {
    return needs.mayWait() && !needs.local() && needs.hops() > 0 && upstream.configured();
  }

  private static boolean applies(Step step, Situation now) {
    return switch (step) {
      case CACHE, UNSURE -> true;
      case QUERY -> now.queries() && !now.protocol();
      case ROUTINE -> !now.query();
      case EXPERT -> now.expert() && !now.local() && !now.query();
      case MODEL -> now.model() && !now.protocol() && !now.query();
      case DOCUMENTS -> now.documents() && !now.protocol() && !now.query();
      case UPSTREAM -> now.upstream() && !now.local() && now.hops() > 0;
    };
  }
}
