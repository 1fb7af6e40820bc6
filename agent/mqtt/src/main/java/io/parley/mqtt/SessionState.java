package io.parley.mqtt;

/** States of a session: CONNECTED and LOST alternate; CLOSED is the end. */
public enum SessionState {
  /** Connected, and all subscriptions stand. */
  CONNECTED,
  /** The connection is lost; the session tries to get it back. */
  LOST,
  /** Closed by its owner. */
  CLOSED
}
