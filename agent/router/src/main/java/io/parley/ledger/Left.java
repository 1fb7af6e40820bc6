package io.parley.ledger;

import io.parley.gateway.Asked;
import io.parley.message.Answer;
import org.jspecify.annotations.Nullable;

/**
 * A question that a former process took.
 *
 * @param asked the question as it came in
 * @param answer how it ended; absent if it did not
 * @param told whether its asker has the answer; then it only serves to know duplicates
 */
public record Left(Asked asked, @Nullable Answer answer, boolean told) {
  public Left {
    if (told && answer == null) {
      throw new IllegalArgumentException("told 'true' needs an answer");
    }
  }
}
