package io.parley.trust;

import io.parley.message.Ids;
import java.util.List;
import java.util.Set;

/** Whose signatures count here. */
public sealed interface Signers {
  /**
   * Only these keys, by {@link PublicKeyText#id()}; the node's own always counts.
   *
   * @param keyIds 32 hex digits each
   */
  record Listed(Set<String> keyIds) implements Signers {
    public Listed {
      keyIds = Set.copyOf(keyIds);
      keyIds.forEach(id -> Ids.require("signers", id));
    }
  }

  /** Everybody who may publish on the broker; for a closed network. */
  record Anybody() implements Signers {}

  /** Only the node itself. */
  static Signers nobodyElse() {
    return new Listed(Set.of());
  }

  /**
   * The keys of these ids; {@code *} among them lets in everybody.
   *
   * @throws IllegalArgumentException if one is no key id
   */
  static Signers of(List<String> keyIds) {
    return keyIds.contains("*") ? new Anybody() : new Listed(Set.copyOf(keyIds));
  }

  /** Whether this key counts. */
  default boolean trust(PublicKeyText key) {
    return this instanceof Anybody
        || (this instanceof Listed listed && listed.keyIds().contains(key.id()));
  }
}
