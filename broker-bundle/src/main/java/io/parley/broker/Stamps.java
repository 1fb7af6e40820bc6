package io.parley.broker;

import com.hivemq.extension.sdk.api.packets.general.ModifiableUserProperties;
import com.hivemq.extension.sdk.api.packets.general.UserProperties;
import com.hivemq.extension.sdk.api.packets.general.UserProperty;
import com.hivemq.extension.sdk.api.packets.publish.ModifiablePublishPacket;
import io.parley.access.Who;
import java.util.List;
import java.util.Locale;

/**
 * The user properties by which a receiver learns who has published, since MQTT itself does not say:
 * {@code parley-client} and {@code parley-principal}, on everything under the root. Nobody else may
 * set a property that begins with {@code parley-}, anywhere.
 */
final class Stamps {
  static final String CLIENT = "parley-client";
  static final String PRINCIPAL = "parley-principal";
  private static final String PREFIX = "parley-";

  private Stamps() {}

  /** Whether nobody but the broker may set this property. */
  static boolean reserved(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith(PREFIX);
  }

  static void put(ModifiablePublishPacket publish, Who who, boolean ours) {
    ModifiableUserProperties properties = publish.getUserProperties();
    List<String> forged =
        properties.asList().stream().map(UserProperty::getName).filter(Stamps::reserved).toList();
    forged.forEach(properties::removeName);
    if (ours) {
      properties.addUserProperty(CLIENT, who.client());
      properties.addUserProperty(PRINCIPAL, who.principal().name());
    }
  }

  /** Whether the message carries the stamp of this sender and no other. */
  static boolean on(UserProperties properties, Who who) {
    return properties.getAllForName(CLIENT).equals(List.of(who.client()))
        && properties.getAllForName(PRINCIPAL).equals(List.of(who.principal().name()));
  }
}
