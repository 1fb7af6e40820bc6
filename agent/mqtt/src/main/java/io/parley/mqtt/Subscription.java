package io.parley.mqtt;

/**
 * What to subscribe to, with QoS 1.
 *
 * @param filter the topic filter, {@code $share/...} allowed
 * @param noLocal whether own messages are kept away (MQTT 5, 3.8.3.1)
 * @param retained which retained messages come (Retain Handling, MQTT 5, 3.8.3.1)
 * @param retainAsPublished whether the RETAIN flag of a live message is as it was published; else
 *     it says that the message was there before the subscription (MQTT 5, 3.3.1.3)
 */
public record Subscription(
    String filter, boolean noLocal, Retained retained, boolean retainAsPublished) {
  /** Retain Handling: 0, 1, 2 on the wire. */
  public enum Retained {
    ALWAYS(0),
    IF_NEW(1),
    NEVER(2);

    private final int handling;

    Retained(int handling) {
      this.handling = handling;
    }

    /** The number on the wire. */
    public int handling() {
      return handling;
    }
  }

  /** Retained messages come, and so do own ones. */
  public static Subscription to(String filter) {
    return new Subscription(filter, false, Retained.ALWAYS, true);
  }

  /** Retained messages do not come. */
  public static Subscription live(String filter) {
    return new Subscription(filter, false, Retained.NEVER, true);
  }

  /**
   * Foreign telemetry: retained messages come, own ones do not, and the RETAIN flag tells a message
   * of unknown age from a live one.
   */
  public static Subscription telemetry(String filter) {
    return new Subscription(filter, true, Retained.ALWAYS, false);
  }
}
