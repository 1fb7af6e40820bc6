package io.parley.coapentrance;

import java.time.Duration;

/**
 * What a peer may do; the same rights, rates and quotas as its principal has over MQTT. Called on
 * protocol threads, must not block.
 */
public interface Admission {
  /** Whoever is on this machine may do everything, nobody else anything. */
  Admission LOCAL =
      new Admission() {
        @Override
        public String principal(Peer peer) {
          return peer.secure() ? peer.identity() : peer.loopback() ? "local" : "";
        }

        @Override
        public boolean mayPublish(Peer peer, String topic) {
          return peer.loopback();
        }

        @Override
        public boolean maySubscribe(Peer peer, String filter) {
          return peer.loopback();
        }

        @Override
        public boolean mayAsk(Peer peer, String subject) {
          return peer.loopback();
        }

        @Override
        public Duration delay(Peer peer, int bytes, boolean question) {
          return Duration.ZERO;
        }
      };

  /** The principal whose rights the peer has; empty: nobody. */
  String principal(Peer peer);

  /** Whether it may publish to this topic. */
  boolean mayPublish(Peer peer, String topic);

  /** Whether it may read and observe this topic. */
  boolean maySubscribe(Peer peer, String filter);

  /** Whether it may ask under this subject; empty: {@code any}. */
  boolean mayAsk(Peer peer, String subject);

  /**
   * Takes what a request costs from what its principal may spend, over MQTT too.
   *
   * @param bytes of its payload
   * @param question whether it is a question
   * @return how long it must wait before it is admitted; zero: it is
   */
  Duration delay(Peer peer, int bytes, boolean question);
}
