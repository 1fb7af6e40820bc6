package io.parley.device;

import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The JSON that lies beside these classes; what is wrong in it is our own mistake. */
final class ResourceTree {
  private ResourceTree() {}

  static Object read(String name) {
    try (InputStream in =
        Objects.requireNonNull(ResourceTree.class.getResourceAsStream(name), name)) {
      return Objects.requireNonNull(new Trees(Limits.USUAL).fromJson(in.readAllBytes()), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CodecException e) {
      throw new IllegalStateException("resource " + name + " is broken", e);
    }
  }

  @SuppressWarnings("unchecked") // trees have text for keys
  static Map<String, Object> map(@Nullable Object tree) {
    return (Map<String, Object>) Objects.requireNonNull(tree);
  }

  static List<?> list(@Nullable Object tree) {
    return (List<?>) Objects.requireNonNull(tree);
  }

  static String text(Map<String, Object> map, String field) {
    return (String) Objects.requireNonNull(map.get(field), field);
  }

  static long whole(Map<String, Object> map, String field) {
    return (Long) Objects.requireNonNull(map.get(field), field);
  }

  static Figure figure(Map<String, Object> map) {
    return new Figure(
        ((Number) Objects.requireNonNull(map.get("value"))).doubleValue(),
        text(map, "unit"),
        text(map, "source"));
  }
}
