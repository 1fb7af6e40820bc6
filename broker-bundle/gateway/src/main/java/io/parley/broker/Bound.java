package io.parley.broker;

import java.util.Locale;

/** A bound of the broker that a client has reached. */
public enum Bound {
  /** More packets or bytes a second than one connection may send, or one user. */
  MESSAGE_RATE,
  /** A CONNECT that is too large, or whatever is no CONNECT. */
  CONNECT_PACKET,
  /** No CONNECT in time. */
  CONNECT_TIME,
  /** Too many connections of one address that nobody has let in yet. */
  PENDING_CONNECTIONS,
  /** A SUBSCRIBE or UNSUBSCRIBE that is too large. */
  SUBSCRIBE_PACKET,
  /** A large packet that was begun and not ended. */
  UNFINISHED_PACKET,
  /** Too many subscriptions of one session, or in all. */
  SUBSCRIPTIONS,
  /** Too many sessions of one user. */
  SESSIONS,
  /** Too many topics on which one user's messages are retained, or in all. */
  RETAINED_TOPICS;

  /** As it stands in figures and in the log: {@code message-rate}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
