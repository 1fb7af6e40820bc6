package io.parley.codec;

import io.parley.message.Codes;
import io.parley.message.Shown;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to plain Java trees and back. A tree is a {@code Map<String, Object>} in the order of the
 * bytes, a {@code List<Object>}, a {@code String}, a {@code Boolean}, a number or null. Whole
 * numbers come out as {@code Long} (beyond its range as {@code BigInteger}), all others as {@code
 * BigDecimal} with the digits they came with. Maps and lists that come out cannot be changed.
 * Refused are duplicate keys, NaN and infinities, whole numbers outside -2^63..2^64-1,
 * MessagePack's binary and extension types, and anything after the value.
 */
public final class Trees {
  private final Limits limits;

  /** Trees of payloads within these limits. */
  public Trees(Limits limits) {
    this.limits = limits;
  }

  /**
   * Reads JSON (RFC 8259).
   *
   * @throws CodecException {@code oversize}, {@code invalid-utf8}, {@code too-deep} or {@code
   *     malformed}
   */
  public @Nullable Object fromJson(byte[] payload) throws CodecException {
    try {
      return json(payload);
    } catch (JsonReading.NotJsonException broken) {
      throw malformed("must be one JSON value and nothing after it");
    }
  }

  @Nullable Object json(byte[] payload) throws CodecException, JsonReading.NotJsonException {
    return new JsonReading(text(payload), limits.depth()).tree();
  }

  /**
   * Reads MessagePack.
   *
   * @throws CodecException {@code oversize}, {@code invalid-utf8}, {@code too-deep} or {@code
   *     malformed}
   */
  public @Nullable Object fromMsgPack(byte[] payload) throws CodecException {
    requireSize(payload);
    return new MsgPackReading(payload, limits.depth()).tree();
  }

  /**
   * Reads text.
   *
   * @throws CodecException {@code oversize} or {@code invalid-utf8}
   */
  public String text(byte[] payload) throws CodecException {
    requireSize(payload);
    return utf8(payload);
  }

  /**
   * Writes a tree as JSON. Lone surrogates become {@code ?}.
   *
   * @throws IllegalArgumentException if it holds what a tree does not
   */
  public static byte[] toJson(@Nullable Object tree) {
    return TreeWriting.json(tree);
  }

  /**
   * Writes a tree as MessagePack, each number as short as it goes, decimals as the nearest float
   * 64.
   *
   * @throws IllegalArgumentException if it holds what a tree does not
   */
  public static byte[] toMsgPack(@Nullable Object tree) {
    return TreeWriting.msgPack(tree);
  }

  private void requireSize(byte[] payload) throws CodecException {
    if (payload.length > limits.bytes()) {
      throw new CodecException(
          Codes.OVERSIZE,
          "",
          "payload of %d bytes must be at most %d".formatted(payload.length, limits.bytes()));
    }
  }

  static String utf8(byte[] bytes) throws CodecException {
    if (ascii(bytes)) {
      return new String(bytes, StandardCharsets.US_ASCII);
    }
    try {
      // A new decoder reports what String's constructor would replace without a word.
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException broken) {
      throw invalidUtf8();
    }
  }

  private static boolean ascii(byte[] bytes) {
    for (byte one : bytes) {
      if (one < 0) {
        return false;
      }
    }
    return true;
  }

  static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  static CodecException twice(String key) {
    return new CodecException(
        Codes.MALFORMED,
        Shown.shortened(key),
        "key '%s' must not stand twice in one map".formatted(Shown.shortened(key)));
  }

  static CodecException invalidUtf8() {
    return new CodecException(Codes.INVALID_UTF8, "", "text must be valid UTF-8");
  }

  static CodecException tooDeep(int depth) {
    return new CodecException(
        Codes.TOO_DEEP, "", "maps and lists must be nested at most %d deep".formatted(depth));
  }

  static CodecException malformed(String rule) {
    return new CodecException(Codes.MALFORMED, "", "payload " + rule);
  }
}
