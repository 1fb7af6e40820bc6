package io.parley.demo;

import io.parley.message.Answer;
import io.parley.message.Codes;
import io.parley.message.Question;
import io.parley.message.Reason;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.message.Tier;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * One question of the demo and what must come of it.
 *
 * @param name what it shows
 * @param site the site it is asked at
 * @param subject its subject; empty for none
 * @param question the question
 * @param holds what its answer must be
 */
record Step(String name, String site, String subject, Question question, Predicate<Answer> holds) {
  static Step of(String name, String site, String text, Predicate<Answer> holds) {
    return new Step(name, site, "", Question.ofText(text), holds);
  }

  Step about(String newSubject) {
    return new Step(name, site, newSubject, question, holds);
  }

  /** The same step as a part of this conversation. */
  Step in(String conversation) {
    return new Step(name, site, subject, question.withConversation(conversation), holds);
  }

  /** The same step with one more thing that must hold. */
  Step with(Predicate<Answer> more) {
    return new Step(name, site, subject, question, holds.and(more));
  }

  static Predicate<Answer> says(String... words) {
    return answer -> {
      String text = answer.text() == null ? "" : answer.text().toLowerCase(Locale.ROOT);
      for (String word : words) {
        if (!text.contains(word)) {
          return false;
        }
      }
      return answer.status() == Status.ANSWERED;
    };
  }

  static Predicate<Answer> by(Tier tier) {
    return answer -> answer.by().tier() == tier;
  }

  static Predicate<Answer> route(Route route) {
    return answer -> answer.route() == route;
  }

  static Predicate<Answer> unsure() {
    return answer -> answer.status() == Status.UNSURE;
  }

  /** Unsure, and this word of the question is named as the one that is not known. */
  static Predicate<Answer> doesNotKnow(String word) {
    return unsure()
        .and(
            answer -> {
              Reason reason = answer.reason();
              return reason != null
                  && reason.code().equals(Codes.UNKNOWN_WORD)
                  && reason.words().contains(word);
            });
  }

  /** Refused with this code. */
  static Predicate<Answer> refused(String code) {
    return answer -> {
      Reason reason = answer.reason();
      return answer.status() == Status.REFUSED && reason != null && reason.code().equals(code);
    };
  }
}
