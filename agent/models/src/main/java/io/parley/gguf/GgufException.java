package io.parley.gguf;

import java.io.IOException;

/** A file that is no GGUF, or a broken one; the message names the field, the value and the rule. */
public final class GgufException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public GgufException(String message) {
    super(message);
  }
}
