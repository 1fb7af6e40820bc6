package io.parley.broker;

import io.parley.config.ClientLimits;
import org.jspecify.annotations.Nullable;

/** What one connection may still send, and its user over all of them. */
final class PacketRate {
  /** An acknowledgement answers what the broker sent itself: it costs a tenth of a message. */
  private static final double ACKNOWLEDGEMENT = 0.1;

  /** A SUBSCRIBE costs a message for so many of its bytes: each topic filter in it is work. */
  private static final int FILTER_BYTES = 32;

  private static final int PUBACK = 4;
  private static final int PUBCOMP = 7;
  private static final int SUBSCRIBE = 8;
  private static final int UNSUBSCRIBE = 10;

  private final TokenBucket messages;
  private final TokenBucket bytes;
  private @Nullable TokenBucket user;

  PacketRate(ClientLimits limits, long nanoTime) {
    messages = new TokenBucket(limits.messagesPerSecond(), nanoTime);
    bytes = new TokenBucket(limits.connectionBytesPerSecond(), nanoTime);
  }

  /** From now on it counts for this user as well. */
  void of(Allowance allowance) {
    user = allowance.messages();
  }

  /** 0: a packet may be paid for; else the nanoseconds until one may. */
  long untilNext(long nanoTime) {
    TokenBucket shared = user;
    long own = Math.max(messages.empty(nanoTime), bytes.empty(nanoTime));
    return shared == null ? own : Math.max(own, shared.empty(nanoTime));
  }

  /** Pays for a packet, even with what is not there yet. */
  void pay(int type, long packetBytes, long nanoTime) {
    double price = price(type, packetBytes);
    messages.charge(price, nanoTime);
    bytes.charge((double) packetBytes, nanoTime);
    TokenBucket shared = user;
    if (shared != null) {
      shared.charge(price, nanoTime);
    }
  }

  /** Whether it has been within its rate for so long that an excess has ended. */
  boolean rested(long nanoTime) {
    return messages.half(nanoTime) && bytes.half(nanoTime);
  }

  static boolean subscribes(int type) {
    return type == SUBSCRIBE || type == UNSUBSCRIBE;
  }

  private static double price(int type, long packetBytes) {
    if (type >= PUBACK && type <= PUBCOMP) {
      return ACKNOWLEDGEMENT;
    }
    return subscribes(type) ? Math.max(1, packetBytes / (double) FILTER_BYTES) : 1;
  }
}
