package io.parley.gateway;

/** The port to queries: words that become a query, and code that evaluates it. */
public interface Queries {
  /** A node that reads no questions. */
  Queries NONE =
      new Queries() {
        @Override
        public boolean present() {
          return false;
        }

        @Override
        public Attempt attempt(Asked asked) {
          return Attempt.NOTHING;
        }
      };

  /** Whether there is something to evaluate queries over. */
  boolean present();

  /**
   * Answers a question that came as a query, or whose words become one. {@link
   * Attempt.Unanswerable} says why the words or the values allow no sure answer, {@link
   * Attempt.Unsupported} that it is no question. Returns at once; bounded work.
   */
  Attempt attempt(Asked asked);
}
