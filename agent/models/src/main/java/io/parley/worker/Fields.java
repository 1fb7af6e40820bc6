package io.parley.worker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a frame, each checked for its type when it is read. */
final class Fields {
  private final Map<?, ?> map;

  Fields(Map<?, ?> map) {
    this.map = map;
  }

  boolean has(String name) {
    return map.get(name) != null;
  }

  String text(String name) throws FrameException {
    if (map.get(name) instanceof String text) {
      return text;
    }
    throw wrong(name, "a text");
  }

  long number(String name) throws FrameException {
    if (map.get(name) instanceof Number number) {
      return number.longValue();
    }
    throw wrong(name, "a number");
  }

  int whole(String name) throws FrameException {
    long number = number(name);
    if (number != (int) number) {
      throw wrong(name, "a 32-bit number");
    }
    return (int) number;
  }

  double decimal(String name) throws FrameException {
    if (map.get(name) instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(name, "a number");
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(map.get(name));
  }

  Fields fields(String name) throws FrameException {
    if (map.get(name) instanceof Map<?, ?> inner) {
      return new Fields(inner);
    }
    throw wrong(name, "a map");
  }

  List<Fields> list(String name) throws FrameException {
    List<Fields> all = new ArrayList<>();
    for (Object element : elements(name)) {
      if (!(element instanceof Map<?, ?> inner)) {
        throw wrong(name, "a list of maps");
      }
      all.add(new Fields(inner));
    }
    return all;
  }

  List<String> texts(String name) throws FrameException {
    List<String> all = new ArrayList<>();
    for (Object element : elements(name)) {
      if (!(element instanceof String text)) {
        throw wrong(name, "a list of texts");
      }
      all.add(text);
    }
    return all;
  }

  List<Number> numbers(String name) throws FrameException {
    List<Number> all = new ArrayList<>();
    for (Object element : elements(name)) {
      if (!(element instanceof Number number)) {
        throw wrong(name, "a list of numbers");
      }
      all.add(number);
    }
    return all;
  }

  Map<String, String> textMap(String name) throws FrameException {
    Map<String, String> all = new LinkedHashMap<>();
    if (map.get(name) instanceof Map<?, ?> inner) {
      for (Map.Entry<?, ?> entry : inner.entrySet()) {
        all.put(String.valueOf(entry.getKey()), String.valueOf(entry.getValue()));
      }
      return all;
    }
    throw wrong(name, "a map");
  }

  private List<?> elements(String name) throws FrameException {
    if (map.get(name) instanceof List<?> list) {
      return list;
    }
    throw wrong(name, "a list");
  }

  private FrameException wrong(String name, @Nullable String rule) {
    Object value = map.get(name);
    String got = value == null ? "nothing" : value.getClass().getSimpleName();
    return new FrameException("%s: %s must be %s".formatted(name, got, rule));
  }
}
