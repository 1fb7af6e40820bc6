package io.parley.broker;

import io.parley.access.Who;
import io.parley.message.Reason;

/** What the node hears of its broker. Called on the broker's threads: must not wait. */
public interface BrokerEvents {
  /** Hears nothing. */
  BrokerEvents NONE = new BrokerEvents() {};

  /**
   * A client was not let in.
   *
   * @param client its client id, any text
   * @param reason {@code starting}, {@code bad-credentials}, {@code unauthorised}, {@code
   *     client-in-use} or {@code busy}
   */
  default void connectRefused(String client, Reason reason) {}

  /** A message was not passed on; an answer to its sender is the listener's business. */
  default void publishRefused(RefusedPublish refused) {}

  /** A subscription was refused. */
  default void subscribeRefused(Who who, String filter) {}

  /** A client has reached a bound, and was held up, refused or put out for it. */
  default void boundReached(Bound bound) {}

  /** A client is connected. */
  default void connected(Who who) {}

  /** A client has gone, one way or the other. */
  default void disconnected(Who who) {}
}
