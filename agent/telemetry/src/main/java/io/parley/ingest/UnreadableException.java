package io.parley.ingest;

import io.parley.codec.CodecException;
import io.parley.message.Codes;

/** A message that cannot be read. */
final class UnreadableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Unreadable kind;

  UnreadableException(Unreadable kind, String rule) {
    super(rule);
    this.kind = kind;
  }

  static UnreadableException of(CodecException e) {
    Unreadable kind =
        switch (e.code()) {
          case Codes.OVERSIZE -> Unreadable.OVERSIZE;
          case Codes.INVALID_UTF8 -> Unreadable.INVALID_UTF8;
          case Codes.TOO_DEEP -> Unreadable.TOO_DEEP;
          default -> Unreadable.MALFORMED;
        };
    return new UnreadableException(kind, e.text());
  }

  Unreadable kind() {
    return kind;
  }
}
