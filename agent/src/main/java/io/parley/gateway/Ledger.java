package io.parley.gateway;

import io.parley.message.Answer;

/**
 * The port to what must outlive this process: questions taken and not yet ended, and unanswered
 * ones.
 */
public interface Ledger {
  /** Keeps nothing. */
  Ledger NONE =
      new Ledger() {
        @Override
        public void taken(Asked asked) {}

        @Override
        public void ended(Asked asked, Answer answer) {}
      };

  /** A question was taken; kept until it has ended. */
  void taken(Asked asked);

  /** It ended; unsure ones are kept for the operator. */
  void ended(Asked asked, Answer answer);
}
