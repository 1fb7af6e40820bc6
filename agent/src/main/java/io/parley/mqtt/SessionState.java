package io.parley.mqtt;

/** States of a session: CONNECTED and LOST alternate; CLOSED is the end. */
public enum SessionState {
  CONNECTED,
  LOST,
  CLOSED
}
