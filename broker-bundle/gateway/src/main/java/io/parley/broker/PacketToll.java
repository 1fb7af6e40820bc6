package io.parley.broker;

import com.hivemq.extension.sdk.api.packets.disconnect.DisconnectReasonCode;
import io.netty.util.concurrent.ScheduledFuture;
import io.parley.access.Who;
import io.parley.config.ClientLimits;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which packets of one connection may pass: a CONNECT and nothing else until its sender is let in,
 * then as many as its rate allows. For one connection, on its thread.
 */
final class PacketToll implements PacketWalk.Toll {
  private static final int CONNECT = 1;
  private static final int PUBLISH = 3;
  private static final long BUSY_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LARGE = 16 << 10;
  private static final long LARGEST_SUBSCRIBE = 64 << 10;
  private static final long LARGE_SECONDS = 60;

  private final Connections connections;
  private final Ending ending;
  private final PacketRate rate;
  private Stage stage = Stage.BEFORE_CONNECT;
  private @Nullable ScheduledFuture<?> unfinished;
  private @Nullable Long excessSince;
  private @Nullable Who who;
  private @Nullable UnderWay underWay;
  private long pause;
  private long room;

  /** How far a connection has come. */
  enum Stage {
    BEFORE_CONNECT,
    CONNECTING,
    CONNECTED,
    OWN,
    ENDED
  }

  /** What becomes of a connection that pays no more. */
  interface Ending {
    /** A bound is reached, and nothing else comes of it. */
    void reached(Bound bound, String rule);

    /** It is closed without a word. */
    void close(Bound bound, String rule);

    /** It is told why, and closed. */
    void disconnect(Bound bound, DisconnectReasonCode code, String rule);

    ScheduledFuture<?> later(Runnable step, long seconds);
  }

  PacketToll(Connections connections, Ending ending) {
    this.connections = connections;
    this.ending = ending;
    this.rate = new PacketRate(connections.limits(), connections.nanoTime());
  }

  Stage stage() {
    return stage;
  }

  /** Nobody has let its sender in yet, nor turned it away. */
  boolean pending() {
    return stage == Stage.BEFORE_CONNECT || stage == Stage.CONNECTING;
  }

  /** Its sender is in. */
  void admitted(Who let) {
    if (Connections.own(let)) {
      stage = Stage.OWN;
    } else {
      stage = Stage.CONNECTED;
      rate.of(connections.allowance(let));
      who = let;
      underWay = connections.begins(let);
    }
  }

  /** Nothing passes any more. */
  void ended() {
    stage = Stage.ENDED;
    giveRoom();
    if (who != null && underWay != null) {
      connections.ends(who, underWay);
      underWay = null;
    }
  }

  /** How many nanoseconds nothing may pass, since the last time this was asked; 0: no pause. */
  long takePause() {
    long taken = pause;
    pause = 0;
    return taken;
  }

  @Override
  public boolean begins(int type, long bytes) {
    return switch (stage) {
      case BEFORE_CONNECT -> connects(type, bytes);
      case CONNECTED -> pays(type, bytes);
      case CONNECTING, ENDED -> false;
      case OWN -> true;
    };
  }

  @Override
  public void ends() {
    if (stage == Stage.BEFORE_CONNECT) {
      stage = Stage.CONNECTING;
    }
    giveRoom();
  }

  @Override
  public void malformed() {
    ending.close(Bound.CONNECT_PACKET, "Remaining Length must have at most 4 bytes");
  }

  private boolean connects(int type, long bytes) {
    int most = connections.limits().connectBytes();
    if (type == CONNECT && bytes <= most) {
      return true;
    }
    ending.close(
        Bound.CONNECT_PACKET,
        "the first packet must be a CONNECT of at most %d bytes".formatted(most));
    return false;
  }

  private boolean pays(int type, long bytes) {
    if (PacketRate.subscribes(type) && bytes > LARGEST_SUBSCRIBE) {
      ending.disconnect(
          Bound.SUBSCRIBE_PACKET,
          DisconnectReasonCode.PACKET_TOO_LARGE,
          "SUBSCRIBE of %d bytes must be at most %d".formatted(bytes, LARGEST_SUBSCRIBE));
      return false;
    }
    long now = connections.nanoTime();
    pause = rate.untilNext(now);
    if (pause > 0) {
      exceeds(now);
      return false;
    }
    if (type == PUBLISH && !begun(bytes)) {
      pause = BUSY_PAUSE;
      return false;
    }
    if (excessSince != null && rate.rested(now)) {
      excessSince = null;
    }
    rate.pay(type, bytes, now);
    return true;
  }

  /** Whether the broker can take a message more; what it cannot take waits in the socket. */
  private boolean begun(long bytes) {
    UnderWay count = underWay;
    if (count == null || connections.behind() || !count.begin()) {
      return false;
    }
    if (bytes > LARGE && !takeRoom(bytes)) {
      count.decided();
      return false;
    }
    return true;
  }

  private void exceeds(long now) {
    ClientLimits limits = connections.limits();
    String rule =
        "a connection may send %d messages and %d bytes a second"
            .formatted(limits.messagesPerSecond(), limits.connectionBytesPerSecond());
    Long since = excessSince;
    if (since == null) {
      excessSince = now;
      ending.reached(Bound.MESSAGE_RATE, rule);
    } else if (now - since >= TimeUnit.SECONDS.toNanos(limits.excessSeconds())) {
      ending.disconnect(Bound.MESSAGE_RATE, DisconnectReasonCode.MESSAGE_RATE_TOO_HIGH, rule);
    }
  }

  private boolean takeRoom(long bytes) {
    if (!connections.takeRoom(bytes)) {
      return false;
    }
    room = bytes;
    unfinished =
        ending.later(
            () ->
                ending.close(
                    Bound.UNFINISHED_PACKET,
                    "a packet of %d bytes must come within %d s".formatted(bytes, LARGE_SECONDS)),
            LARGE_SECONDS);
    return true;
  }

  private void giveRoom() {
    if (room > 0) {
      connections.giveRoom(room);
      room = 0;
    }
    ScheduledFuture<?> timer = unfinished;
    if (timer != null) {
      timer.cancel(false);
      unfinished = null;
    }
  }
}
