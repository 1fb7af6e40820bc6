package io.parley.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON text being read. */
final class JsonReading {
  /** Strings are bounded by the payload; names need no interning, which outsiders could flood. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Numbers.LONGEST)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final String text;
  private final int depth;

  JsonReading(String text, int depth) {
    this.text = text;
    this.depth = depth;
  }

  @Nullable Object tree() throws CodecException, NotJsonException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      Object tree = value(parser, parser.nextToken(), 0);
      if (parser.nextToken() != null) {
        throw new NotJsonException();
      }
      return tree;
    } catch (StreamConstraintsException tooLong) {
      throw Trees.malformed(
          "must hold numbers of at most %d characters only".formatted(Numbers.LONGEST));
    } catch (IOException broken) {
      throw new NotJsonException();
    }
  }

  private @Nullable Object value(JsonParser parser, @Nullable JsonToken token, int above)
      throws IOException, CodecException, NotJsonException {
    if (token == null) {
      throw new NotJsonException();
    }
    return switch (token) {
      case START_OBJECT -> map(parser, deeper(above));
      case START_ARRAY -> list(parser, deeper(above));
      case VALUE_STRING -> wellFormed(parser.getText());
      case VALUE_NUMBER_INT -> Numbers.whole(parser.getText());
      case VALUE_NUMBER_FLOAT -> Numbers.decimal(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new NotJsonException();
    };
  }

  private int deeper(int above) throws CodecException {
    if (above >= depth) {
      throw Trees.tooDeep(depth);
    }
    return above + 1;
  }

  private Map<String, @Nullable Object> map(JsonParser parser, int level)
      throws IOException, CodecException, NotJsonException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = wellFormed(parser.currentName());
      Object value = value(parser, parser.nextToken(), level);
      if (map.containsKey(key)) {
        throw Trees.twice(key);
      }
      map.put(key, value);
    }
    return Collections.unmodifiableMap(map);
  }

  private List<@Nullable Object> list(JsonParser parser, int level)
      throws IOException, CodecException, NotJsonException {
    List<@Nullable Object> list = new ArrayList<>();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      list.add(value(parser, next, level));
    }
    return Collections.unmodifiableList(list);
  }

  private static String wellFormed(String text) throws CodecException {
    if (Trees.hasLoneSurrogate(text)) {
      // An escape such as "\ud800" alone stands for no character, so it could not be passed on.
      throw Trees.invalidUtf8();
    }
    return text;
  }

  /**
   * What was read is no JSON text at all, which is a question in words where nothing else is said.
   */
  static final class NotJsonException extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
