package io.parley.codec;

import io.parley.message.Codes;
import io.parley.message.Shown;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The three formats of a payload (spec section 3). */
public enum Format {
  TEXT("text/plain"),
  JSON("application/json"),
  MSGPACK("application/msgpack");

  private final String contentType;

  Format(String contentType) {
    this.contentType = contentType;
  }

  /** The Content Type that goes with it. */
  public String contentType() {
    return contentType;
  }

  /** The format of the answer to a question in this one: the same, and JSON for text. */
  public Format ofAnswer() {
    return this == TEXT ? JSON : this;
  }

  /**
   * The format that a Content Type names, without regard to case and parameters; empty where there
   * is no Content Type.
   *
   * @throws CodecException {@code unsupported-content-type}, also for a charset other than UTF-8
   */
  public static Optional<Format> ofContentType(@Nullable String contentType) throws CodecException {
    if (contentType == null || contentType.isBlank()) {
      return Optional.empty();
    }
    for (Format format : values()) {
      if (format.contentType.equals(contentType)) {
        return Optional.of(format);
      }
    }
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        throw unsupported(contentType);
      }
    }
    for (Format format : values()) {
      if (format.contentType.equals(parts[0].strip())) {
        return Optional.of(format);
      }
    }
    throw unsupported(contentType);
  }

  private static CodecException unsupported(String contentType) {
    return new CodecException(
        Codes.UNSUPPORTED_CONTENT_TYPE,
        "contentType",
        "content type '%s' must be text/plain, application/json or application/msgpack, in UTF-8"
            .formatted(Shown.shortened(contentType)));
  }
}
