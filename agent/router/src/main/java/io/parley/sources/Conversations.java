package io.parley.sources;

import io.parley.gateway.Asked;
import io.parley.query.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last query of each asker, so that "and the bedroom?" can continue it. Kept for minutes, by
 * principal and conversation; without a conversation by principal and client. Safe on any thread.
 */
final class Conversations {
  private static final int MOST = 1_000;
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Map<Key, Kept> last =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
          return size() > MOST;
        }
      };

  private record Key(String principal, String conversation, String client) {}

  private record Kept(Query query, Instant until) {}

  /** The asker's query before this question; absent if there is none that is recent enough. */
  synchronized @Nullable Query before(Asked asked, Instant now) {
    Key key = key(asked);
    Kept kept = key == null ? null : last.get(key);
    return kept == null || kept.until().isBefore(now) ? null : kept.query();
  }

  synchronized void asked(Asked asked, @Nullable Query query, Instant now) {
    Key key = key(asked);
    if (key != null && query != null) {
      last.put(key, new Kept(query, now.plus(LONGEST)));
    }
  }

  /** Nobody's: a client without a name would continue another's conversation. */
  private static @Nullable Key key(Asked asked) {
    String conversation = asked.question().conversation();
    if (conversation != null) {
      return new Key(asked.principal(), conversation, "");
    }
    return asked.client().isEmpty() ? null : new Key(asked.principal(), "", asked.client());
  }
}
