package io.parley.broker;

import com.hivemq.extension.sdk.api.packets.general.ModifiableUserProperties;
import com.hivemq.extension.sdk.api.packets.general.UserProperties;
import com.hivemq.extension.sdk.api.packets.general.UserProperty;
import com.hivemq.extension.sdk.api.packets.publish.ModifiablePublishPacket;
import io.parley.access.Who;
import java.util.List;

/**
 * The user properties by which a receiver learns who has published, since MQTT itself does not say:
 * {@code parley-client} and {@code parley-principal}, on everything under the root (the latter on
 * everything that is retained); and on questions {@code parley-at}, when the broker took it in
 * milliseconds since 1970, and {@code parley-expiry}, its Message Expiry Interval. Nobody else may
 * set a property that begins with {@code parley-}, anywhere.
 */
final class Stamps {
  static final String CLIENT = "parley-client";
  static final String PRINCIPAL = "parley-principal";
  static final String AT = "parley-at";
  static final String EXPIRY = "parley-expiry";
  private static final long WAITS_SECONDS = 2 * 86_400;
  private static final long LONGEST_EXPIRY = 0xFFFF_FFFFL;
  private static final String PREFIX = "parley-";

  private Stamps() {}

  /** Whether nobody but the broker may set this property. */
  static boolean reserved(String name) {
    return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  static void put(ModifiablePublishPacket publish, Who who, boolean ours) {
    ModifiableUserProperties properties = publish.getUserProperties();
    for (UserProperty property : List.copyOf(properties.asList())) {
      if (reserved(property.getName())) {
        properties.removeName(property.getName());
      }
    }
    if (ours) {
      properties.addUserProperty(CLIENT, who.client());
      properties.addUserProperty(PRINCIPAL, who.principal().name());
    } else if (publish.getRetain()) {
      // After a restart this tells whose it is.
      properties.addUserProperty(PRINCIPAL, who.principal().name());
    }
  }

  /**
   * A question is kept for the router however long that takes, since the broker would drop it
   * without a word when its time is over; the router says so.
   */
  static void keep(ModifiablePublishPacket question) {
    ModifiableUserProperties properties = question.getUserProperties();
    properties.addUserProperty(AT, Long.toString(question.getTimestamp()));
    question
        .getMessageExpiryInterval()
        .filter(seconds -> seconds <= LONGEST_EXPIRY)
        .ifPresent(seconds -> properties.addUserProperty(EXPIRY, Long.toString(seconds)));
    question.setMessageExpiryInterval(WAITS_SECONDS);
  }

  /** Whether the message carries the stamp of this sender and no other. */
  static boolean on(UserProperties properties, Who who) {
    return once(properties, CLIENT, who.client())
        && once(properties, PRINCIPAL, who.principal().name());
  }

  private static boolean once(UserProperties properties, String name, String value) {
    boolean found = false;
    for (UserProperty property : properties.asList()) {
      if (property.getName().equals(name)) {
        if (found || !property.getValue().equals(value)) {
          return false;
        }
        found = true;
      }
    }
    return found;
  }
}
