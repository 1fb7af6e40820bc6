package io.parley.gateway;

import io.parley.message.Codes;
import io.parley.message.Question;
import io.parley.message.Reason;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What of a question is refused before anything is looked up for it: words that would take long to
 * look up, and what only a gateway may say (SPEC ).
 */
final class Acceptance {
  private final GatewayLimits limits;
  private final Predicate<String> mayPassOn;

  /**
   * The rules of one node.
   *
   * @param mayPassOn whether a principal is one that passes the questions of others on
   */
  Acceptance(GatewayLimits limits, Predicate<String> mayPassOn) {
    this.limits = limits;
    this.mayPassOn = mayPassOn;
  }

  /** Why the question is refused; null: it is not. */
  @Nullable Reason refusal(Asked asked) {
    Question question = asked.question();
    String said = passedOn(question);
    if (said != null && !mayPassOn.test(asked.principal())) {
      return new Reason(
          Codes.UNAUTHORISED,
          "%s of '%s' must come from a gateway".formatted(said, asked.principal()));
    }
    return question.text() == null ? null : tooLong(question.text());
  }

  private static @Nullable String passedOn(Question question) {
    if (!question.facts().isEmpty()) {
      return "facts";
    }
    if (!question.path().isEmpty()) {
      return "path";
    }
    return question.origin() == null ? null : "origin";
  }

  private @Nullable Reason tooLong(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > limits.textBytes()) {
      return new Reason(
          Codes.OVERSIZE,
          "text of %d bytes must be at most %d".formatted(bytes, limits.textBytes()));
    }
    int words = words(text);
    return words > limits.textWords()
        ? new Reason(
            Codes.OVERSIZE,
            "text of %d words must be at most %d".formatted(words, limits.textWords()))
        : null;
  }

  private static int words(String text) {
    int words = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      boolean space = Character.isWhitespace(text.charAt(i));
      words += inside || space ? 0 : 1;
      inside = !space;
    }
    return words;
  }
}
