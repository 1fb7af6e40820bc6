package io.parley.codec;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/**
 * One MessagePack value being read. A declared length is believed only as far as there are bytes
 * left: a header of five bytes may claim four gigabytes.
 */
final class MsgPackReading {
  private final byte[] payload;
  private final int depth;

  MsgPackReading(byte[] payload, int depth) {
    this.payload = payload;
    this.depth = depth;
  }

  @Nullable Object tree() throws CodecException {
    try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(payload)) {
      Object tree = value(unpacker, 0);
      if (left(unpacker) != 0) {
        throw Trees.malformed("must be one MessagePack value and nothing after it");
      }
      return tree;
    } catch (IOException | MessagePackException broken) {
      throw Trees.malformed("must be one whole MessagePack value");
    }
  }

  private @Nullable Object value(MessageUnpacker unpacker, int above)
      throws IOException, CodecException {
    MessageFormat format = unpacker.getNextFormat();
    return switch (format.getValueType()) {
      case NIL -> {
        unpacker.unpackNil();
        yield null;
      }
      case BOOLEAN -> unpacker.unpackBoolean();
      case INTEGER ->
          format == MessageFormat.UINT64
              ? Numbers.whole(unpacker.unpackBigInteger())
              : Numbers.whole(BigInteger.valueOf(unpacker.unpackLong()));
      case FLOAT -> decimal(unpacker, format);
      case STRING -> string(unpacker);
      case ARRAY -> list(unpacker, deeper(above));
      case MAP -> map(unpacker, deeper(above));
      case BINARY, EXTENSION ->
          throw Trees.malformed("must not hold MessagePack's binary or extension types");
    };
  }

  private static BigDecimal decimal(MessageUnpacker unpacker, MessageFormat format)
      throws IOException, CodecException {
    // The shortest digits that name the value: a float 32 of 0.1 is 0.1 and no 0.10000000149.
    String digits =
        format == MessageFormat.FLOAT32
            ? Float.toString(unpacker.unpackFloat())
            : Double.toString(unpacker.unpackDouble());
    return Numbers.decimal(digits);
  }

  private String string(MessageUnpacker unpacker) throws IOException, CodecException {
    int length = within(unpacker.unpackRawStringHeader(), 1, unpacker);
    return Trees.utf8(unpacker.readPayload(length));
  }

  private List<@Nullable Object> list(MessageUnpacker unpacker, int level)
      throws IOException, CodecException {
    int size = within(unpacker.unpackArrayHeader(), 1, unpacker);
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(value(unpacker, level));
    }
    return Collections.unmodifiableList(list);
  }

  private Map<String, @Nullable Object> map(MessageUnpacker unpacker, int level)
      throws IOException, CodecException {
    int size = within(unpacker.unpackMapHeader(), 2, unpacker);
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      if (!unpacker.getNextFormat().getValueType().isStringType()) {
        throw Trees.malformed("must have text for the keys of its maps");
      }
      String key = string(unpacker);
      Object value = value(unpacker, level);
      if (map.containsKey(key)) {
        throw Trees.twice(key);
      }
      map.put(key, value);
    }
    return Collections.unmodifiableMap(map);
  }

  private int deeper(int above) throws CodecException {
    if (above >= depth) {
      throw Trees.tooDeep(depth);
    }
    return above + 1;
  }

  private int within(int count, int bytesEach, MessageUnpacker unpacker) throws CodecException {
    if ((long) count * bytesEach > left(unpacker)) {
      throw Trees.malformed("must have the %d entries or bytes that it declares".formatted(count));
    }
    return count;
  }

  private long left(MessageUnpacker unpacker) {
    return payload.length - unpacker.getTotalReadBytes();
  }
}
