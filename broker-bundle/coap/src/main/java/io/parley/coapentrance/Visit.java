package io.parley.coapentrance;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.OptionSet;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.observe.ObserveRelation;
import org.jspecify.annotations.Nullable;

/**
 * One request and its one response. Whoever answers first wins; nothing leaves for an address that
 * proved nothing if it is larger than allowed.
 */
final class Visit {
  private static final int BLOCK_BYTES = 1024;
  private static final int OVERHEAD = 32;

  private final Front front;
  private final Exchange exchange;
  private final Peer peer;
  private final AtomicBoolean done = new AtomicBoolean();

  Visit(Front front, Exchange exchange) {
    this.front = front;
    this.exchange = exchange;
    peer = Identities.peer(exchange.getRequest().getSourceContext());
  }

  Peer peer() {
    return peer;
  }

  Request request() {
    return exchange.getRequest();
  }

  OptionSet options() {
    return request().getOptions();
  }

  /** Whether it is a question. */
  boolean asks() {
    List<String> path = options().getUriPath();
    return request().getCode() == Code.POST && !path.isEmpty() && path.get(0).equals("ask");
  }

  byte[] payload() {
    return request().getPayload();
  }

  /** The request's Content-Format; {@link Formats#NONE}: none. */
  int format() {
    return options().hasContentFormat() ? options().getContentFormat() : Formats.NONE;
  }

  /** The value of this Uri-Query argument, empty if it has none; null if it is absent. */
  @Nullable String query(String name) {
    for (String argument : options().getUriQuery()) {
      if (argument.equals(name)) {
        return "";
      }
      if (argument.startsWith(name + "=")) {
        return argument.substring(name.length() + 1);
      }
    }
    return null;
  }

  /** Whether it asks to observe, and the relation is in the making. */
  boolean observing() {
    return exchange.getRelation() != null;
  }

  /** The relation in the making; null: it is a plain request. */
  @Nullable ObserveRelation relation() {
    return exchange.getRelation();
  }

  /** The answer may take a while: acknowledge when the piggyback time is over. */
  void promise() {
    front.promises.add(this);
    if (done.get()) {
      front.promises.remove(this);
    }
  }

  /** Acknowledges: the response will be a separate one. */
  void accept() {
    exchange.execute(exchange::sendAccept);
  }

  void refuse(Refused why) {
    reply(Reply.refused(why));
  }

  /** Sends the response, unless one was sent; says whether this one was it. */
  boolean reply(Reply reply) {
    if (!done.compareAndSet(false, true)) {
      return false;
    }
    front.promises.remove(this);
    Response response = reply.response();
    if (!front.verified(peer) && (observing() || tooLarge(reply))) {
      response = challenge();
    }
    if (response.isError()) {
      front.counters.refused.increment();
    } else if (observing()) {
      response.getOptions().setObserve(front.nextObserve());
      front.relations.watch(request(), response);
    }
    exchange.sendResponse(response);
    return true;
  }

  private boolean tooLarge(Reply reply) {
    byte[] raw = request().getBytes();
    int asked = raw == null ? request().getPayloadSize() : raw.length;
    int answered = Math.min(reply.payload().length, BLOCK_BYTES) + OVERHEAD;
    return !AddressProof.within(asked, answered);
  }

  /** 4.01 with an Echo, never as a separate confirmable response (RFC 9175, 2.4). */
  private Response challenge() {
    front.counters.challenged.increment();
    Response response = new Response(ResponseCode.UNAUTHORIZED);
    response
        .getOptions()
        .addOtherOption(StandardOptionRegistry.ECHO.create(front.proof.challenge(peer.address())));
    if (request().isAcknowledged()) {
      response.setType(CoAP.Type.NON);
    }
    return response;
  }
}
