package io.parley.openai;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reading of trees that a foreign server wrote: what is not as expected is absent. */
final class Tree {
  private Tree() {}

  static @Nullable Object at(@Nullable Object tree, Object... path) {
    Object now = tree;
    for (Object step : path) {
      if (step instanceof String key && now instanceof Map<?, ?> map) {
        now = map.get(key);
      } else if (step instanceof Integer index && now instanceof List<?> list) {
        now = index < list.size() ? list.get(index) : null;
      } else {
        return null;
      }
    }
    return now;
  }

  static String text(@Nullable Object tree, Object... path) {
    return at(tree, path) instanceof String text ? text : "";
  }

  static int number(@Nullable Object tree, Object... path) {
    return at(tree, path) instanceof Number number ? number.intValue() : 0;
  }

  static List<?> list(@Nullable Object tree, Object... path) {
    return at(tree, path) instanceof List<?> list ? list : List.of();
  }
}
