package io.parley.access;

import io.parley.message.Shown;
import java.util.Arrays;
import java.util.Locale;

/** What a principal is trusted with; {@link Rights} says which topics that means. */
public enum Role {
  /** Asks, and publishes and reads the telemetry it is granted. */
  DEVICE,
  /** A device that also answers: it has a card and a status, and is an expert. */
  AGENT,
  /** A node below this one: it passes questions on and mirrors the cards of its children. */
  GATEWAY,
  /** A person or tool that reads and writes everything. */
  OPERATOR,
  /** This node itself; nobody else is ever given this role. */
  NODE;

  /** The word in the password file, lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the word in a password file.
   *
   * @throws IllegalArgumentException if it is none of device, agent, gateway, operator
   */
  public static Role ofWord(String word) {
    return Arrays.stream(values())
        .filter(role -> role != NODE && role.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "role '%s' must be one of device, agent, gateway, operator"
                        .formatted(Shown.shortened(word))));
  }
}
