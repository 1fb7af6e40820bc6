package io.parley.knowledge;

import org.jspecify.annotations.Nullable;

/** What a boolean means where the convention of its quantity is not the plain yes or no. */
final class States {
  private States() {}

  /** {@code closed} or {@code open} for a contact; absent for all that speaks for itself. */
  static @Nullable String of(String quantity, Object value) {
    if (quantity.equals("contact") && value instanceof Boolean touching) {
      return touching ? "closed" : "open";
    }
    return null;
  }
}
