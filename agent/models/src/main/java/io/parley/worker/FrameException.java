package io.parley.worker;

import java.io.IOException;

/** What came is no frame; whoever sent it is not trusted any further. */
final class FrameException extends IOException {
  private static final long serialVersionUID = 1L;

  FrameException(String message) {
    super(message);
  }
}
