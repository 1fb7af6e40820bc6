package io.parley.coapentrance;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.observe.ObserveRelation;
import org.eclipse.californium.elements.DtlsEndpointContext;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.util.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Who observes what. Californium ends every relation of a peer that does not acknowledge, or that
 * comes back from another address; a DTLS peer is still the same one, so its registrations are kept
 * and delivered again when it is heard of, without a handshake and without it asking again.
 */
final class Relations {
  private static final int MOST_DEVICES = 20_000;

  /** The type's bits of a message's first byte; CON is 0 (RFC 7252, 3). */
  private static final int TYPE = 0x30;

  private final int mostPerPeer;
  private final ConcurrentMap<String, AtomicInteger> perClient = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Device> devices = new ConcurrentHashMap<>();
  private final AtomicInteger total = new AtomicInteger();
  private volatile Redelivery redelivery = registration -> {};
  private volatile boolean closing;

  Relations(int mostPerPeer) {
    this.mostPerPeer = mostPerPeer;
  }

  /** Hands a registration to the stack as if it had just come in. */
  interface Redelivery {
    void again(Registration registration);
  }

  void redeliverBy(Redelivery how) {
    redelivery = how;
  }

  int total() {
    return total.get();
  }

  /** Whether this peer may observe one more. */
  boolean mayObserve(Peer peer) {
    AtomicInteger count = perClient.get(peer.client());
    return count == null || count.get() < mostPerPeer;
  }

  void added(ObserveRelation relation) {
    Request request = relation.getExchange().getRequest();
    EndpointContext context = request.getSourceContext();
    Peer peer = Identities.peer(context);
    total.incrementAndGet();
    perClient.computeIfAbsent(peer.client(), key -> new AtomicInteger()).incrementAndGet();
    byte[] bytes = request.getBytes();
    if (!peer.secure() || bytes == null) {
      return;
    }
    Device device = device(context);
    if (device == null) {
      return;
    }
    byte[] kept = bytes.clone();
    if (device.confirmable.contains(request.getTokenString())) {
      kept[0] = (byte) (kept[0] & ~TYPE);
    }
    device.idle.set(false);
    device.kept.put(
        request.getTokenString(),
        new Registration(context.getPeerAddress(), peer.identity(), kept, relation));
  }

  private @Nullable Device device(EndpointContext context) {
    String key = key(context);
    Device known = devices.get(key);
    return known != null || devices.size() >= MOST_DEVICES
        ? known
        : devices.computeIfAbsent(key, name -> new Device(context.getPeerAddress()));
  }

  /** A registration is on its way into the stack again, as NON whatever it was. */
  void redelivering(EndpointContext context, Registration registration) {
    Device device = device(context);
    if (device != null) {
      device.idle.set(false);
    }
    if (device != null && registration.confirmable()) {
      device.confirmable.add(registration.token());
    }
  }

  /**
   * Sees whether the device sleeps when it does not acknowledge this. What was delivered again as
   * NON, but was CON when the device sent it, is answered by CON, else nobody would see.
   */
  void watch(Request request, Response response) {
    EndpointContext context = request.getSourceContext();
    Device device = devices.get(key(context));
    if (device != null
        && !request.isConfirmable()
        && device.confirmable.contains(request.getTokenString())) {
      response.setType(CoAP.Type.CON);
    }
    response.addMessageObserver(
        new MessageObserverAdapter() {
          @Override
          public void onTimeout() {
            asleep(context);
          }
        });
  }

  void removed(ObserveRelation relation) {
    Request request = relation.getExchange().getRequest();
    EndpointContext context = request.getSourceContext();
    Peer peer = Identities.peer(context);
    total.decrementAndGet();
    perClient.computeIfPresent(
        peer.client(), (key, count) -> count.decrementAndGet() <= 0 ? null : count);
    if (!peer.secure() || closing) {
      return;
    }
    Device device = devices.get(key(context));
    if (device != null && !device.asleep) {
      device.kept.computeIfPresent(
          request.getTokenString(),
          (token, registration) -> registration.relation() == relation ? null : registration);
      if (device.kept.isEmpty()) {
        devices.remove(key(context), device);
      }
    }
  }

  /** A notification was not acknowledged: the device sleeps, its registrations wait. */
  private void asleep(EndpointContext context) {
    Device device = devices.get(key(context));
    if (device != null) {
      device.asleep = true;
    }
  }

  /**
   * A DTLS peer was heard of: what waits for it, or went to its old address, is delivered again.
   */
  void heard(EndpointContext context) {
    if (devices.isEmpty()) {
      return;
    }
    Device device = devices.get(key(context));
    if (device == null) {
      return;
    }
    InetSocketAddress now = context.getPeerAddress();
    boolean moved = !device.address.equals(now);
    if (!moved && !device.asleep) {
      return;
    }
    List<Registration> waiting;
    synchronized (device) {
      waiting = new ArrayList<>(device.kept.values());
      device.address = now;
      device.asleep = false;
      device.kept.clear();
    }
    for (Registration registration : waiting) {
      ObserveRelation old = registration.relation();
      if (old != null && !old.isCanceled()) {
        old.cancel();
      }
      redelivery.again(registration.at(now));
    }
  }

  /** Forgets devices of which nothing is kept: what was delivered again found nobody. */
  void sweep() {
    devices.values().removeIf(device -> device.kept.isEmpty() && device.idle.getAndSet(true));
  }

  /** From now on nothing is forgotten: the stack ends all relations when it stops. */
  List<Registration> close() {
    closing = true;
    List<Registration> all = new ArrayList<>();
    devices.values().forEach(device -> all.addAll(device.kept.values()));
    return all;
  }

  /** What stays the same as long as the DTLS session lives, whatever address it comes from. */
  private static String key(EndpointContext context) {
    Bytes session = context.get(DtlsEndpointContext.KEY_SESSION_ID);
    return Identities.name(context.getPeerIdentity())
        + "|"
        + (session == null ? "" : session.getAsString());
  }

  /**
   * A registration as it came in.
   *
   * @param address where the device was then
   * @param identity who it is
   * @param request the GET, as it was on the wire
   * @param relation what it became; absent after a restart
   */
  record Registration(
      InetSocketAddress address,
      String identity,
      byte[] request,
      @Nullable ObserveRelation relation) {
    /** Whether the device sent it as CON. */
    boolean confirmable() {
      return (request[0] & TYPE) == 0;
    }

    String token() {
      return new Token(Arrays.copyOfRange(request, 4, 4 + (request[0] & 0x0F))).getAsString();
    }

    Registration at(InetSocketAddress newAddress) {
      return new Registration(newAddress, identity, request, null);
    }
  }

  private static final class Device {
    final ConcurrentMap<String, Registration> kept = new ConcurrentHashMap<>();

    /** Tokens of those registrations that came as CON and were delivered again as NON. */
    final Set<String> confirmable = ConcurrentHashMap.newKeySet();

    volatile InetSocketAddress address;
    final AtomicBoolean idle = new AtomicBoolean();
    volatile boolean asleep;

    Device(InetSocketAddress address) {
      this.address = address;
    }
  }
}
