package io.parley.coapentrance;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pre-shared keys by identity; called during handshakes, must not block for long. */
@FunctionalInterface
public interface PskKeys {
  /** Nobody has a key. */
  PskKeys NONE = identity -> null;

  /** The key of this identity; null if it is unknown. The caller may overwrite the array. */
  byte @Nullable [] key(String identity);

  /** Keys from a fixed map, copied; UTF-8 identities of 1 to 128 bytes, keys of 1 to 64 bytes. */
  static PskKeys of(Map<String, byte[]> keys) {
    Map<String, byte[]> copy = new HashMap<>();
    keys.forEach(
        (identity, key) -> {
          int length = identity.getBytes(StandardCharsets.UTF_8).length;
          if (length < 1 || length > 128) {
            throw new IllegalArgumentException(
                "psk identity must have 1..128 bytes, has " + length);
          }
          if (key.length < 1 || key.length > 64) {
            throw new IllegalArgumentException(
                "psk key of '%s' must have 1..64 bytes, has %d".formatted(identity, key.length));
          }
          copy.put(identity, key.clone());
        });
    return identity -> {
      byte[] key = copy.get(identity);
      return key == null ? null : key.clone();
    };
  }
}
