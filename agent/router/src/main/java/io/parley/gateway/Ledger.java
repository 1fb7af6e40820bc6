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

        @Override
        public void told(Asked asked) {}

        @Override
        public void flush() {}
      };

  /** A question was taken; kept until its asker was told, from the next other call on. */
  void taken(Asked asked);

  /** It ended with this answer, which is not with its asker yet; unsure ones are kept. */
  void ended(Asked asked, Answer answer);

  /** Its answer is where the asker finds it, even if this process dies now. */
  void told(Asked asked);

  /** What was taken is about to be acknowledged to its asker. */
  void flush();
}
