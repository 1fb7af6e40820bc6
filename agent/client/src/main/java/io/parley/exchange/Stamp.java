package io.parley.exchange;

import io.parley.mqtt.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * Who published a message, as a Parley broker says (SPEC Q-9). Any other broker lets its clients
 * write what they like there.
 *
 * @param client the client id
 * @param principal whose rights it has
 */
public record Stamp(String client, String principal) {
  /** The user property that names the client. */
  public static final String CLIENT = "parley-client";

  /** The user property that names the principal. */
  public static final String PRINCIPAL = "parley-principal";

  /** The principal of a broker's own node. */
  public static final String NODE = "parley-node";

  /** The principal of whoever is on the broker's machine and needs no credentials there. */
  public static final String LOCAL = "local";

  /** The stamp of a message; null where it bears none. */
  public static @Nullable Stamp of(MqttMessage message) {
    String principal = message.property(PRINCIPAL);
    String client = message.property(CLIENT);
    return principal == null ? null : new Stamp(client == null ? "" : client, principal);
  }
}
