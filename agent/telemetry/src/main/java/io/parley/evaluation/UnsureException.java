package io.parley.evaluation;

import io.parley.query.Result;
import java.util.List;

/** Nothing can be said for sure; it ends an evaluation from wherever that shows. */
final class UnsureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static final String UNKNOWN_WORD = "unknown-word";
  static final String STALE = "stale";
  static final String INCOMPLETE = "incomplete";

  private final transient Result.Unknown result;

  UnsureException(String code, String detail, List<Result.Row> rows, List<Result.LeftOut> leftOut) {
    super(code + ": " + detail, null, false, false);
    this.result = new Result.Unknown(code, detail, Rows.cut(rows), Rows.cut(leftOut));
  }

  /** What is missing, e.g. {@code unit}, with nothing known beside it. */
  static UnsureException incomplete(String detail) {
    return new UnsureException(INCOMPLETE, detail, List.of(), List.of());
  }

  Result.Unknown result() {
    return result;
  }
}
