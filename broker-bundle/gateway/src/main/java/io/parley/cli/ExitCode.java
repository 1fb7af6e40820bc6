package io.parley.cli;

import io.parley.message.Status;

/** What the process ends with. */
final class ExitCode {
  static final int ANSWERED = 0;
  static final int UNSURE = 2;
  static final int REFUSED = 3;
  static final int EXPIRED = 4;

  /** EX_USAGE of sysexits.h. */
  static final int USAGE = 64;

  /** EX_SOFTWARE of sysexits.h. */
  static final int INTERNAL = 70;

  private ExitCode() {}

  static int of(Status status) {
    return switch (status) {
      case ANSWERED -> ANSWERED;
      case UNSURE -> UNSURE;
      case REFUSED, FAILED -> REFUSED;
      case EXPIRED -> EXPIRED;
    };
  }
}
