package io.parley.bench.answers;

import io.parley.language.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether answers are right, as the design of the sets says: all that must be there, nothing that
 * must not.
 */
final class SetScore {
  /** How one question came out. */
  enum Verdict {
    RIGHT,
    WRONG,
    ADMITTED,
    MISSED
  }

  private SetScore() {}

  /**
   * Judges one answer.
   *
   * @param sure the confidence from which an answer counts as sure
   */
  static Verdict judge(AnswerSet.Question question, Outcome outcome, double sure) {
    String text = sureText(outcome, sure);
    if (text == null) {
      return question.answerable() ? Verdict.MISSED : Verdict.ADMITTED;
    }
    boolean right =
        question.answerable()
            && question.must().stream().allMatch(spellings -> anyIn(text, spellings))
            && !anyIn(text, question.mustNot());
    return right ? Verdict.RIGHT : Verdict.WRONG;
  }

  private static @Nullable String sureText(Outcome outcome, double sure) {
    return outcome instanceof Outcome.Told told && told.confidence() >= sure ? told.text() : null;
  }

  private static boolean anyIn(String text, List<String> spellings) {
    return spellings.stream().anyMatch(spelling -> in(text, spelling));
  }

  /** As words of their own: 2 is not in 21.5; a longer name may be part of a word. */
  private static boolean in(String text, String spelling) {
    String all = text.toLowerCase(Locale.ROOT);
    String one = spelling.toLowerCase(Locale.ROOT);
    boolean name = one.length() > 3 && one.codePoints().allMatch(Character::isLetter);
    boolean letters = name || one.codePoints().anyMatch(Character::isIdeographic);
    return letters
        ? all.contains(one)
        : Pattern.compile(
                "(?<![\\p{L}\\p{N}]|[\\p{N}][.,:])"
                    + Pattern.quote(one)
                    + "(?![\\p{L}\\p{N}]|[.,:][\\p{N}])")
            .matcher(all)
            .find();
  }
}
