package io.parley.routine;

import com.dashjoin.jsonata.Parser;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A node of a parsed expression. The library keeps its tree to itself, so the fields are read by
 * reflection, all of them: a field that a later version adds is walked too, never overlooked.
 *
 * @param type what the library calls it; {@code none} where it gives no type
 * @param value operator, name or literal
 * @param marked names of fields that are set and change the meaning: {@code focus}, {@code index}
 * @param thunk whether it is only the library's wrapper round a tail call
 * @param children field name to the nodes under it
 */
record ExpressionNode(
    String type,
    @Nullable Object value,
    Set<String> marked,
    boolean thunk,
    Map<String, List<ExpressionNode>> children) {
  private static final int MOST_DEPTH = 64;
  private static final int MOST_NODES = 600;
  private static final Set<String> MEANINGFUL = Set.of("focus", "index", "signature", "ancestor");
  private static final Map<Class<?>, List<Field>> FIELDS = new ConcurrentHashMap<>();

  /** The tree of a parsed expression. */
  static ExpressionNode of(Parser.Symbol root) {
    return new Walk().node(root, 0);
  }

  List<ExpressionNode> under(String field) {
    return children.getOrDefault(field, List.of());
  }

  private static final class Walk {
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    ExpressionNode node(Object symbol, int depth) {
      if (depth > MOST_DEPTH || ++nodes > MOST_NODES || !open.add(symbol)) {
        throw new RoutineException(
            "size",
            "expression must have at most %d nodes, %d deep".formatted(MOST_NODES, MOST_DEPTH));
      }
      String type = "none";
      Object value = null;
      boolean thunk = false;
      Set<String> marked = new TreeSet<>();
      Map<String, List<ExpressionNode>> children = new TreeMap<>();
      for (Field field : fields(symbol.getClass())) {
        Object held = read(field, symbol);
        String name = field.getName();
        List<ExpressionNode> under = new ArrayList<>();
        collect(held, depth, under);
        if (!under.isEmpty()) {
          children.computeIfAbsent(name, n -> new ArrayList<>()).addAll(under);
        }
        if (held != null && name.equals("type")) {
          type = (String) held;
        } else if (held != null && name.equals("value")) {
          value = held;
        } else if (name.equals("thunk")) {
          thunk = Boolean.TRUE.equals(held);
        } else if (held != null && MEANINGFUL.contains(name)) {
          marked.add(name);
        }
      }
      open.remove(symbol);
      return new ExpressionNode(type, value, marked, thunk, children);
    }

    private void collect(@Nullable Object held, int depth, List<ExpressionNode> under) {
      if (held instanceof List<?> list) {
        list.forEach(one -> collect(one, depth, under));
      } else if (held instanceof Object[] array) {
        Arrays.asList(array).forEach(one -> collect(one, depth, under));
      } else if (held instanceof Parser.Symbol) {
        under.add(node(held, depth + 1));
      }
    }
  }

  private static List<Field> fields(Class<?> type) {
    return FIELDS.computeIfAbsent(
        type,
        of -> {
          List<Field> fields = new ArrayList<>();
          for (Class<?> c = of; c != null && c != Object.class; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
              if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                field.setAccessible(true);
                fields.add(field);
              }
            }
          }
          return List.copyOf(fields);
        });
  }

  private static @Nullable Object read(Field field, Object symbol) {
    try {
      return field.get(symbol);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("made accessible before", e);
    }
  }
}
