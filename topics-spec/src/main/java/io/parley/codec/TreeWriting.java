package io.parley.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.parley.message.Shown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

/** Trees being written. */
final class TreeWriting {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int USUAL_BYTES = 512;

  private TreeWriting() {}

  static byte[] json(@Nullable Object tree) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      write(json, tree);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  static byte[] msgPack(@Nullable Object tree) {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      write(packer, tree);
      return packer.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static void write(JsonGenerator json, @Nullable Object tree) throws IOException {
    if (tree instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(key(entry.getKey()));
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (tree instanceof Collection<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        write(json, item);
      }
      json.writeEndArray();
    } else if (tree instanceof String text) {
      json.writeString(wellFormed(text));
    } else if (tree instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (tree instanceof Number number) {
      write(json, finite(number));
    } else if (tree == null) {
      json.writeNull();
    } else {
      throw notOfATree(tree);
    }
  }

  private static void write(JsonGenerator json, Number number) throws IOException {
    if (number instanceof Long whole) {
      json.writeNumber(whole);
    } else {
      json.writeNumber(number.toString());
    }
  }

  private static void write(MessagePacker packer, @Nullable Object tree) throws IOException {
    if (tree instanceof Map<?, ?> map) {
      packer.packMapHeader(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        packer.packString(key(entry.getKey()));
        write(packer, entry.getValue());
      }
    } else if (tree instanceof Collection<?> list) {
      packer.packArrayHeader(list.size());
      for (Object item : list) {
        write(packer, item);
      }
    } else if (tree instanceof String text) {
      packer.packString(wellFormed(text));
    } else if (tree instanceof Boolean truth) {
      packer.packBoolean(truth);
    } else if (tree instanceof Number number) {
      write(packer, finite(number));
    } else if (tree == null) {
      packer.packNil();
    } else {
      throw notOfATree(tree);
    }
  }

  private static void write(MessagePacker packer, Number number) throws IOException {
    if (number instanceof BigInteger whole) {
      packer.packBigInteger(whole);
    } else if (number instanceof Float small) {
      packer.packFloat(small);
    } else if (number instanceof Double || number instanceof BigDecimal) {
      packer.packDouble(number.doubleValue());
    } else {
      packer.packLong(number.longValue());
    }
  }

  /** The number if it is one of those that a tree holds. */
  private static Number finite(Number number) {
    boolean whole =
        number instanceof Long
            || number instanceof Integer
            || number instanceof Short
            || number instanceof Byte
            || (number instanceof BigInteger big
                && (big.signum() < 0 ? big.bitLength() < Long.SIZE : big.bitLength() <= Long.SIZE));
    boolean decimal =
        (number instanceof Double || number instanceof Float || number instanceof BigDecimal)
            && Double.isFinite(number.doubleValue());
    if (!whole && !decimal) {
      throw new IllegalArgumentException(
          "number %s must be finite, and whole ones in -2^63..2^64-1"
              .formatted(Shown.shortened(number.toString())));
    }
    return number;
  }

  private static String key(@Nullable Object key) {
    if (key instanceof String text) {
      return wellFormed(text);
    }
    throw new IllegalArgumentException("keys of maps must be text");
  }

  private static String wellFormed(String text) {
    return Trees.hasLoneSurrogate(text)
        ? new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
        : text;
  }

  private static IllegalArgumentException notOfATree(Object value) {
    return new IllegalArgumentException(
        "%s must be a map, list, text, number, boolean or null"
            .formatted(value.getClass().getSimpleName()));
  }
}
