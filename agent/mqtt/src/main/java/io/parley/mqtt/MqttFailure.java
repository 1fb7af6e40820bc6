package io.parley.mqtt;

import org.jspecify.annotations.Nullable;

/** Why something did not work with a broker: its reason code where it gave one. */
public final class MqttFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** No reason code: the failure is not the broker's word. */
  public static final int NO_CODE = -1;

  private final int reasonCode;

  private MqttFailure(int reasonCode, String message, Throwable cause) {
    super(message, cause);
    this.reasonCode = reasonCode;
  }

  private MqttFailure(int reasonCode, String message) {
    super(message);
    this.reasonCode = reasonCode;
  }

  /** A failure on this side of the line. */
  public static MqttFailure of(String message) {
    return new MqttFailure(NO_CODE, message);
  }

  /** A failure with its cause. */
  public static MqttFailure of(String message, Throwable cause) {
    return new MqttFailure(NO_CODE, message, cause);
  }

  /** The broker said no with this reason code (MQTT 5, 2.4). */
  public static MqttFailure refused(String what, int reasonCode) {
    return new MqttFailure(
        reasonCode, "%s refused by the broker: reason code 0x%02x".formatted(what, reasonCode));
  }

  /** The failure, if it is the broker's own word; else null. */
  static @Nullable MqttFailure byBroker(@Nullable Throwable error) {
    return error instanceof MqttFailure failure && failure.reasonCode != NO_CODE ? failure : null;
  }

  /** The reason code, 0x80..0xA2, or {@link #NO_CODE}. */
  public int reasonCode() {
    return reasonCode;
  }
}
