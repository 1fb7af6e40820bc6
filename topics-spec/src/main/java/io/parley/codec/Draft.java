package io.parley.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A map being written, in which what is absent or empty does not stand (spec clause M-10). */
final class Draft {
  private final Map<String, @Nullable Object> map = new LinkedHashMap<>();

  Draft put(String field, @Nullable Object value) {
    boolean empty =
        value == null
            || (value instanceof Collection<?> list && list.isEmpty())
            || (value instanceof Map<?, ?> inner && inner.isEmpty());
    if (!empty) {
      map.put(field, value);
    }
    return this;
  }

  /** Writes what stands for each item of a list. */
  <T> Draft putEach(String field, List<T> items, Function<T, @Nullable Object> written) {
    if (!items.isEmpty()) {
      List<@Nullable Object> list = new ArrayList<>(items.size());
      items.forEach(item -> list.add(written.apply(item)));
      map.put(field, list);
    }
    return this;
  }

  /** Writes a field of free data, where an empty list or map says something. */
  Draft putData(String field, @Nullable Object value) {
    if (value != null) {
      map.put(field, value);
    }
    return this;
  }

  Map<String, @Nullable Object> map() {
    return map;
  }
}
