package io.parley.knowledge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Hears what comes to be known, on the thread that brought it; must not block and not throw. */
public interface Observer {
  /** Nobody listens. */
  Observer NONE =
      new Observer() {
        @Override
        public void took(
            String topic,
            String path,
            String name,
            Object value,
            @Nullable String state,
            Instant at) {}

        @Override
        public void ended(String topic, String path, Instant at) {}
      };

  /**
   * A value came.
   *
   * @param name the series' name
   * @param state the value in words where it is a state
   * @param at when it held; a value without a time is not told
   */
  void took(
      String topic, String path, String name, Object value, @Nullable String state, Instant at);

  /** From now on the series has no value. */
  void ended(String topic, String path, Instant at);
}
