package io.parley.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CBOR (RFC 8949) as a tree of maps, lists and scalars; integer keys become their digits. */
final class CborTree {
  static final int DEEPEST = 32;
  private static final CBORFactory FACTORY =
      CBORFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(65_536)
                  .maxNumberLength(64)
                  .build())
          .build();

  private CborTree() {}

  /**
   * Reads one value, with nothing after it.
   *
   * @throws UnreadableException {@code malformed} or {@code too-deep}
   */
  static @Nullable Object read(byte[] payload) throws UnreadableException {
    try (JsonParser parser = FACTORY.createParser(payload)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new UnreadableException(Unreadable.MALFORMED, "CBOR must hold a value");
      }
      Object tree = value(parser, first);
      if (parser.nextToken() != null) {
        throw new UnreadableException(Unreadable.MALFORMED, "CBOR must hold one value only");
      }
      return tree;
    } catch (StreamConstraintsException e) {
      throw new UnreadableException(
          Unreadable.TOO_DEEP, "CBOR must be nested at most %d deep".formatted(DEEPEST));
    } catch (IOException e) {
      throw new UnreadableException(Unreadable.MALFORMED, "CBOR must be well-formed");
    }
  }

  private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token)
      throws IOException, UnreadableException {
    if (token == null) {
      throw new UnreadableException(Unreadable.MALFORMED, "CBOR must be whole");
    }
    return switch (token) {
      case START_OBJECT -> map(parser);
      case START_ARRAY -> list(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> whole(parser);
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      case VALUE_NULL, VALUE_EMBEDDED_OBJECT -> null;
      default -> throw new UnreadableException(Unreadable.MALFORMED, "CBOR must be well-formed");
    };
  }

  private static Map<String, @Nullable Object> map(JsonParser parser)
      throws IOException, UnreadableException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    JsonToken token = parser.nextToken();
    while (token == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      map.put(key, value(parser, parser.nextToken()));
      token = parser.nextToken();
    }
    return map;
  }

  private static List<@Nullable Object> list(JsonParser parser)
      throws IOException, UnreadableException {
    List<@Nullable Object> list = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      list.add(value(parser, token));
      token = parser.nextToken();
    }
    return list;
  }

  private static Object whole(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      default -> new BigDecimal(parser.getBigIntegerValue());
    };
  }

  private static @Nullable Object decimal(JsonParser parser) throws IOException {
    double number = parser.getDoubleValue();
    if (!Double.isFinite(number)) {
      return null;
    }
    return switch (parser.getNumberType()) {
      case FLOAT -> new BigDecimal(Float.toString(parser.getFloatValue()));
      case BIG_DECIMAL -> parser.getDecimalValue();
      default -> BigDecimal.valueOf(number);
    };
  }
}
