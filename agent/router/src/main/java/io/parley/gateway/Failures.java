package io.parley.gateway;

import org.jspecify.annotations.Nullable;

/** How a failure is told in a reason: its message, or its kind where it has none. */
final class Failures {
  private Failures() {}

  static String shown(@Nullable Throwable error) {
    if (error == null) {
      return "no result";
    }
    Throwable cause = error.getCause() == null ? error : error.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
