package io.parley.gateway;

/** The port to the user's own documents. */
public interface Passages {
  /** A node without documents. */
  Passages NONE =
      new Passages() {
        @Override
        public boolean present() {
          return false;
        }

        @Override
        public String version() {
          return "";
        }

        @Override
        public Attempt attempt(Asked asked) {
          return Attempt.NOTHING;
        }
      };

  /** Whether there are documents. */
  boolean present();

  /** Changes whenever the index does. */
  String version();

  /** Answers with a passage and its source, or guesses with one. */
  Attempt attempt(Asked asked);
}
