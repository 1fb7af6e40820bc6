package io.parley.knowledge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a series has no value any more; what it had last is history.
 *
 * @param why what was seen
 * @param since when it was seen; absent if unknown (it was retained)
 */
public record Ended(Why why, @Nullable Instant since) {
  /** What ends a value. */
  public enum Why {
    /** The source says that it has none: null, NaN, {@code unknown}, an empty text. */
    NO_VALUE("has no value"),
    /** The source says {@code unavailable}. */
    UNAVAILABLE("unavailable"),
    /** Its device is offline, by its Will or by what watches it. */
    OFFLINE("offline"),
    /** It was taken back: a retained message was cleared, a device was removed or renamed. */
    REMOVED("removed");

    private final String words;

    Why(String words) {
      this.words = words;
    }

    /** As people say it. */
    public String words() {
      return words;
    }
  }
}
