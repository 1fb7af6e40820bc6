package io.parley.broker;

import com.hivemq.extension.sdk.api.packets.disconnect.DisconnectReasonCode;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import io.parley.access.Principal;
import io.parley.access.Who;
import io.parley.config.ClientLimits;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What all connections of one broker share: how many of an address are pending, and budgets. */
final class Connections {
  /** Bytes of large packets that have begun and not ended, of all connections together. */
  private static final long UNFINISHED_BYTES = 16L << 20;

  private static final long MOST_WAITING = 5_000;
  private static final int PREFIX_BYTES = 8;

  private final House house;
  private final ClientService clients;
  private final LongSupplier waiting;
  private final Map<String, Integer> pending = new ConcurrentHashMap<>();
  private final AtomicLong unfinished = new AtomicLong();

  /**
   * No connections yet.
   *
   * @param waiting how much of the broker's own waits to be stored
   */
  Connections(House house, ClientService clients, LongSupplier waiting) {
    this.house = house;
    this.waiting = waiting;
    this.clients = clients;
  }

  ClientLimits limits() {
    return house.limits().client();
  }

  long nanoTime() {
    return house.nanoTime();
  }

  /** Where a connection comes from; of IPv6 the /64, which is one subscriber's (RFC 6177). */
  static String source(@Nullable SocketAddress remote) {
    if (!(remote instanceof InetSocketAddress inet) || inet.getAddress() == null) {
      return "-";
    }
    return source(inet.getAddress());
  }

  static String source(InetAddress address) {
    if (!(address instanceof Inet6Address) || address.isLoopbackAddress()) {
      return address.getHostAddress();
    }
    byte[] prefix = Arrays.copyOf(Arrays.copyOf(address.getAddress(), PREFIX_BYTES), 16);
    try {
      return InetAddress.getByAddress(prefix).getHostAddress() + "/64";
    } catch (UnknownHostException e) {
      return address.getHostAddress();
    }
  }

  /** One more of this address is pending; false: there are too many. */
  boolean arrives(String source) {
    boolean[] taken = {true};
    pending.merge(
        source,
        1,
        (now, one) -> {
          taken[0] = now < limits().pendingConnections();
          return taken[0] ? now + one : now;
        });
    if (!taken[0]) {
      reached(
          Bound.PENDING_CONNECTIONS,
          null,
          source,
          "connections of one address that nobody has let in yet must be at most "
              + limits().pendingConnections());
    }
    return taken[0];
  }

  /** One of this address is pending no more. */
  void settled(String source) {
    pending.computeIfPresent(source, (key, now) -> now > 1 ? Integer.valueOf(now - 1) : null);
  }

  /** Takes room for a large packet; false: there is none now. */
  boolean takeRoom(long bytes) {
    long before = unfinished.getAndUpdate(now -> room(now, bytes) ? now + bytes : now);
    return room(before, bytes);
  }

  void giveRoom(long bytes) {
    unfinished.addAndGet(-bytes);
  }

  private static boolean room(long now, long bytes) {
    return now == 0 || now + bytes <= UNFINISHED_BYTES;
  }

  /** Who was let in under this name. */
  @Nullable Who who(@Nullable String principal, String client) {
    return principal == null
        ? null
        : house.access().named(principal).map(found -> new Who(found, client)).orElse(null);
  }

  static boolean own(Who who) {
    return who.principal().equals(Principal.NODE);
  }

  /** Whether so much waits to be stored that nothing more is to be read for now. */
  boolean behind() {
    return waiting.getAsLong() > MOST_WAITING;
  }

  UnderWay begins(Who who) {
    return house.begins(who);
  }

  void ends(Who who, UnderWay count) {
    house.ends(who, count);
  }

  Allowance allowance(Who who) {
    return house.allowances().of(who);
  }

  void reached(Bound bound, @Nullable Who who, String source, String rule) {
    house
        .bounds()
        .reached(
            bound,
            who == null ? "-" : who.principal().name(),
            who == null ? "-" : who.client(),
            source,
            rule,
            nanoTime());
  }

  /** Ends a client's connection with this reason code; one of MQTT 3 is only closed. */
  void end(Who who, DisconnectReasonCode code, String reason) {
    var unused = clients.disconnectClient(who.client(), false, code, reason);
  }
}
