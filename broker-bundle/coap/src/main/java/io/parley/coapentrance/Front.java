package io.parley.coapentrance;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.OptionSet;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;

/** What all resources share: the ports, the limits, and the checks that stand before every one. */
final class Front {
  final CoapSettings settings;
  final CoapPorts ports;
  final ScheduledExecutorService timer;
  final Counters counters = new Counters();
  final AddressProof proof;
  final Relations relations;

  /** Requests that are not answered yet, and acknowledged when the piggyback time is over. */
  final Deadlines<Visit> promises;

  /** Publishes that the broker has not taken yet. */
  final Deadlines<CompletableFuture<?>> patience;

  final Pace pace;
  private final Rates rates;
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicLong sequence = new AtomicLong();

  Front(CoapSettings settings, CoapPorts ports, ScheduledExecutorService timer) {
    this.settings = settings;
    this.ports = ports;
    this.timer = timer;
    CoapLimits limits = settings.limits();
    proof = new AddressProof(ports.clock(), limits.capacity().peers());
    relations = new Relations(limits.capacity().observersPerPeer());
    promises = new Deadlines<>(timer, limits.times().piggyback().toMillis(), Visit::accept);
    patience =
        new Deadlines<>(
            timer,
            limits.times().brokerWait().toMillis(),
            taken -> taken.completeExceptionally(new TimeoutException()));
    pace = new Pace(limits.capacity().peers());
    rates = new Rates(ports.clock(), limits.rate(), limits.capacity().peers());
  }

  CoapLimits limits() {
    return settings.limits();
  }

  /** Lets a request in, or says why not; an Echo that comes back is taken first. */
  void admit(Visit visit) throws Refused {
    counters.requests.increment();
    OptionSet options = visit.options();
    if (options.hasProxyUri() || options.hasProxyScheme()) {
      throw Refused.with(ResponseCode.PROXY_NOT_SUPPORTED, "this entrance is no proxy");
    }
    if (options.getIfMatchCount() > 0 || options.hasIfNoneMatch()) {
      throw Refused.with(ResponseCode.BAD_OPTION, "If-Match and If-None-Match are not supported");
    }
    Option echo = options.getOtherOption(StandardOptionRegistry.ECHO);
    if (echo != null && !visit.peer().secure()) {
      proof.accept(visit.peer().address(), echo.getValue());
    }
    int bytes = visit.request().getPayloadSize();
    if (bytes > limits().payloadBytes()) {
      throw Refused.with(
          ResponseCode.REQUEST_ENTITY_TOO_LARGE,
          "payload of %d bytes must be at most %d".formatted(bytes, limits().payloadBytes()));
    }
    Duration wait = rates.take(visit.peer());
    if (wait.isZero()) {
      wait = ports.admission().delay(visit.peer(), bytes, visit.asks());
    }
    if (!wait.isZero()) {
      counters.limited.increment();
      long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
      throw Refused.later(
          ResponseCode.TOO_MANY_REQUESTS, seconds, "rate exceeded, wait %d s".formatted(seconds));
    }
  }

  /** Whether this peer's address needs no more proof. */
  boolean verified(Peer peer) {
    return peer.secure()
        || (limits().exemptLoopback() && peer.loopback())
        || proof.proven(peer.address());
  }

  /**
   * Counts one more request under way; {@link #leave} ends it.
   *
   * @throws Refused 5.03 where too many are
   */
  void enter() throws Refused {
    if (pending.incrementAndGet() > limits().capacity().pendingRequests()) {
      pending.decrementAndGet();
      throw Refused.later(
          ResponseCode.SERVICE_UNAVAILABLE, 1, "too many requests are under way, try again");
    }
  }

  void leave() {
    pending.decrementAndGet();
  }

  /** Who may do it is known, and who is nobody is told to say who they are. */
  void allow(Visit visit, boolean allowed, String what) throws Refused {
    if (allowed) {
      return;
    }
    if (ports.admission().principal(visit.peer()).isEmpty()) {
      throw Refused.with(ResponseCode.UNAUTHORIZED, what + " needs credentials: use DTLS");
    }
    throw Refused.with(ResponseCode.FORBIDDEN, what + " is not allowed");
  }

  /**
   * @throws Refused 5.03 while the broker is away
   */
  void requireBroker() throws Refused {
    if (!ports.session().connected()) {
      throw Refused.later(ResponseCode.SERVICE_UNAVAILABLE, 5, "the broker is away");
    }
  }

  /**
   * The next Observe value: milliseconds, so that it grows across a restart too (RFC 7641, 4.4
   * suggests a clock; 3.4 compares 24 bits).
   */
  int nextObserve() {
    long millis = ports.clock().millis();
    return (int) (sequence.updateAndGet(last -> Math.max(last + 1, millis)) & 0xFFFFFF);
  }
}
