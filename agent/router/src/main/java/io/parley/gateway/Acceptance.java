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
  private final GatewayIdentity self;
  private final GatewayLimits limits;
  private final Predicate<String> mayPassOn;

  /**
   * The rules of this node.
   *
   * @param mayPassOn whether a principal is one that passes the questions of others on
   */
  Acceptance(GatewayIdentity self, GatewayLimits limits, Predicate<String> mayPassOn) {
    this.self = self;
    this.limits = limits;
    this.mayPassOn = mayPassOn;
  }

  /** Why a question is refused whose id, or Correlation Data, another has that is under way. */
  static Reason inUse(Asked asked) {
    String id = asked.question().id();
    String name = id == null ? "correlation data '" + asked.correlation() : "id '" + id;
    return new Reason(
        Codes.ID_IN_USE, name + "' must not be that of another question that is under way");
  }

  /**
   * Why the question is refused; null: it is not.
   *
   * @param underWay how many questions are
   */
  @Nullable Reason refusal(Asked asked, int underWay) {
    Question question = asked.question();
    String said = passedOn(question);
    if (said != null && !mayPassOn.test(asked.principal())) {
      return new Reason(
          Codes.UNAUTHORISED,
          "%s of '%s' must come from a gateway".formatted(said, asked.principal()));
    }
    if (question.path().contains(self.address())) {
      return new Reason(
          Codes.LOOP,
          "path names '%s', which this question has passed before".formatted(self.address()));
    }
    if (underWay >= limits.inFlight()) {
      return new Reason(
          Codes.BUSY,
          "%d questions are under way, the most here is %d".formatted(underWay, limits.inFlight()));
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
