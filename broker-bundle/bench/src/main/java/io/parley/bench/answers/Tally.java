package io.parley.bench.answers;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the questions of a set came out.
 *
 * @param right answerable, answered as sure and right
 * @param wrong answered as sure and wrong, or not answerable
 * @param missed answerable, and not answered as sure
 * @param admitted not answerable, and not answered as sure
 * @param unanswerableGiven of the wrong ones, those that nothing answers
 */
record Tally(int right, int wrong, int missed, int admitted, int unanswerableGiven) {
  static final Tally NONE = new Tally(0, 0, 0, 0, 0);

  Tally with(SetScore.Verdict verdict, boolean answerable) {
    return switch (verdict) {
      case RIGHT -> new Tally(right + 1, wrong, missed, admitted, unanswerableGiven);
      case WRONG ->
          new Tally(right, wrong + 1, missed, admitted, unanswerableGiven + (answerable ? 0 : 1));
      case MISSED -> new Tally(right, wrong, missed + 1, admitted, unanswerableGiven);
      case ADMITTED -> new Tally(right, wrong, missed, admitted + 1, unanswerableGiven);
    };
  }

  Tally plus(Tally other) {
    return new Tally(
        right + other.right,
        wrong + other.wrong,
        missed + other.missed,
        admitted + other.admitted,
        unanswerableGiven + other.unanswerableGiven);
  }

  int answerable() {
    return right + missed + wrong - unanswerableGiven;
  }

  int unanswerable() {
    return admitted + unanswerableGiven;
  }

  int sure() {
    return right + wrong;
  }

  /** The counts by name, as a record keeps them. */
  Map<String, Object> counts() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("answerable", answerable());
    counts.put("unanswerable", unanswerable());
    counts.put("right", right);
    counts.put("wrong", wrong);
    counts.put("missed", missed);
    counts.put("admitted", admitted);
    counts.put("sure", sure());
    return counts;
  }
}
