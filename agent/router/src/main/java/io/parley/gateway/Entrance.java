package io.parley.gateway;

import java.util.Locale;

/** By which way a question came in. */
public enum Entrance {
  MQTT,
  COAP,
  HTTP;

  /** The word for it, lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of this word, else {@link #MQTT}. */
  public static Entrance ofWord(String word) {
    for (Entrance one : values()) {
      if (one.word().equals(word)) {
        return one;
      }
    }
    return MQTT;
  }
}
