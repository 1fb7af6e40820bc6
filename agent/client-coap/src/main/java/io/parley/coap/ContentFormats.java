package io.parley.coap;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Content-Format numbers of the content types that Parley's entrance knows; MessagePack is 65000.
 */
final class ContentFormats {
  static final int NONE = -1;
  static final int TEXT = 0;
  static final int JSON = 50;
  static final int MSGPACK = 65_000;

  private static final Map<String, Integer> NUMBERS =
      Map.of(
          "text/plain", TEXT,
          "application/octet-stream", 42,
          "application/json", JSON,
          "application/cbor", 60,
          "application/senml+json", 110,
          "application/senml+cbor", 112,
          "application/msgpack", MSGPACK);

  private ContentFormats() {}

  /**
   * The number of a content type; {@link #NONE} for none.
   *
   * @throws IllegalArgumentException for one without a number
   */
  static int of(@Nullable String contentType) {
    if (contentType == null) {
      return NONE;
    }
    Integer number = NUMBERS.get(contentType);
    if (number == null) {
      throw new IllegalArgumentException(
          "contentType '%s' must be one of %s".formatted(contentType, NUMBERS.keySet()));
    }
    return number;
  }
}
