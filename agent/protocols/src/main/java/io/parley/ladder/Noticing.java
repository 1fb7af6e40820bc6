package io.parley.ladder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which kinds of question came again. Bounded; on the ladder's executor only. */
final class Noticing {
  private static final int MOST_KINDS = 512;
  private static final int MOST_EXAMPLES = 8;

  private final int adoptAfter;
  private final Map<String, List<Exchange>> kinds =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Exchange>> eldest) {
          return size() > MOST_KINDS;
        }
      };

  Noticing(int adoptAfter) {
    this.adoptAfter = adoptAfter;
  }

  /** Takes an exchange; its kind's last exchanges if it came often enough, else none. */
  List<Exchange> notice(String kind, Exchange exchange) {
    List<Exchange> examples = kinds.computeIfAbsent(kind, k -> new ArrayList<>());
    if (examples.size() >= MOST_EXAMPLES) {
      examples.remove(0);
    }
    examples.add(exchange);
    return examples.size() >= adoptAfter ? List.copyOf(examples) : List.of();
  }

  /** The kind has become a protocol. */
  void forget(String kind) {
    kinds.remove(kind);
  }
}
