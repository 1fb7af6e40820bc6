package io.parley.coapentrance;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last value of a topic. The payload is not copied: nobody changes it.
 *
 * @param payload the Application Message
 * @param format its Content-Format
 */
record Value(byte[] payload, int format) {
  static Value of(byte[] payload, @Nullable String contentType) {
    return new Value(payload, Formats.of(contentType, payload));
  }

  boolean same(Value other) {
    return format == other.format && Arrays.equals(payload, other.payload);
  }

  /** An ETag that tells this value from others: 64 bits of FNV-1a over format and payload. */
  byte[] etag() {
    long hash = 0xcbf29ce484222325L ^ format;
    for (byte each : payload) {
      hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
    }
    return ByteBuffer.allocate(Long.BYTES).putLong(hash).array();
  }
}
