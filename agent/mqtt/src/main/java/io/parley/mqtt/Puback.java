package io.parley.mqtt;

/** What the broker said to a PUBLISH that it took (PUBACK reason codes, MQTT 5, 3.4.2.1). */
public enum Puback {
  /** 0x00: taken. */
  SUCCESS,
  /** 0x10: taken, but nobody subscribes to it. Brokers may say SUCCESS all the same. */
  NO_MATCHING_SUBSCRIBERS
}
