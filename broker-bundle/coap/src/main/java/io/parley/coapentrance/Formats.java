package io.parley.coapentrance;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.jspecify.annotations.Nullable;

/**
 * CoAP Content-Formats and the MQTT Content Types they stand for, both ways. MessagePack has no
 * number in the registry; 65000 and 65001 are of its experimental range (RFC 7252, 12.3).
 */
final class Formats {
  static final int NONE = -1;
  static final int TEXT = 0;
  static final int LINKS = 40;
  static final int OCTETS = 42;
  static final int JSON = 50;
  static final int CBOR = 60;
  static final int SENML_JSON = 110;
  static final int SENML_CBOR = 112;
  static final int MSGPACK = 65_000;
  static final int PUBSUB = 65_001;

  /** What topic data may carry. */
  static final String DATA = "0 42 50 60 110 112 65000 65001";

  /** What questions may carry. */
  static final String QUESTIONS = "0 50 60 65000";

  private static final Map<Integer, String> TYPES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(TEXT, "text/plain"),
              Map.entry(LINKS, "application/link-format"),
              Map.entry(41, "application/xml"),
              Map.entry(OCTETS, "application/octet-stream"),
              Map.entry(JSON, "application/json"),
              Map.entry(CBOR, "application/cbor"),
              Map.entry(63, "application/cbor-seq"),
              Map.entry(SENML_JSON, "application/senml+json"),
              Map.entry(SENML_CBOR, "application/senml+cbor"),
              Map.entry(432, "application/td+json"),
              Map.entry(MSGPACK, "application/msgpack"),
              Map.entry(PUBSUB, "application/core-pubsub+cbor")));

  private Formats() {}

  /**
   * The Content Type of a number; null where none was given.
   *
   * @throws Refused 4.15 for a number that stands for nothing here
   */
  static @Nullable String type(int format) throws Refused {
    if (format == NONE) {
      return null;
    }
    String type = TYPES.get(format);
    if (type == null) {
      throw Refused.with(
          ResponseCode.UNSUPPORTED_CONTENT_FORMAT,
          "content-format %d must be one of %s".formatted(format, TYPES.keySet()));
    }
    return type;
  }

  /**
   * The number of a payload: of its Content Type where that has one; else text or octets, and JSON
   * where no type was given and it looks like an object or array.
   */
  static int of(@Nullable String contentType, byte[] payload) {
    if (contentType != null) {
      String bare = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      for (Map.Entry<Integer, String> entry : TYPES.entrySet()) {
        if (entry.getValue().equals(bare)) {
          return entry.getKey();
        }
      }
      return bare.startsWith("text/") && utf8(payload) ? TEXT : OCTETS;
    }
    if (!utf8(payload)) {
      return OCTETS;
    }
    return bracketed(payload) ? JSON : TEXT;
  }

  /** Whether this format is text on the wire, so that it must be UTF-8. */
  static boolean textual(int format) {
    return format == TEXT || format == JSON || format == SENML_JSON || format == LINKS;
  }

  /** Whether the bytes are well-formed UTF-8. */
  static boolean utf8(byte[] payload) {
    if (ascii(payload)) {
      return true;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean ascii(byte[] payload) {
    for (byte one : payload) {
      if (one < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean bracketed(byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8).strip();
    return (text.startsWith("{") && text.endsWith("}"))
        || (text.startsWith("[") && text.endsWith("]"));
  }
}
