package io.parley.coapentrance;

import java.net.InetSocketAddress;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.elements.UdpEndpointContext;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a request: its exchange, and once that is answered in its acknowledgement, only
 * the datagram that went out. An exchange has some 30 objects, and so many of them that live for a
 * while keep a small heap's collector busy. Whoever holds it guards it.
 */
final class Heard {
  /** What an exchange with short messages comes to, about. */
  static final int EXCHANGE_BYTES = 4_096;

  private static final int DATAGRAM_BYTES = 256;
  private static final int CONTEXT_BYTES = 512;
  private static final UdpDataParser PARSER = new UdpDataParser();

  private final long since;
  private @Nullable Exchange exchange;
  private byte @Nullable [] datagram;

  /** Where the request came from; none where its peer is an address and says as much. */
  private @Nullable EndpointContext context;

  private long leftAt;
  private int bytes;

  Heard(Exchange exchange, long since) {
    this.exchange = exchange;
    this.since = since;
    bytes = EXCHANGE_BYTES + payload(exchange.getRequest());
  }

  private static int payload(@Nullable Message message) {
    return message == null ? 0 : message.getPayloadSize();
  }

  /** When it was heard first. */
  long since() {
    return since;
  }

  /** What it holds, about; as it was last {@linkplain #settled() looked at}. */
  int bytes() {
    return bytes;
  }

  /** Whether its exchange is another than this; once it is answered, nobody can tell. */
  boolean isNot(Exchange other) {
    return exchange != null && !exchange.equals(other);
  }

  /** Keeps less if it is answered; whether it will hold no more than it does now. */
  boolean settled() {
    Exchange whole = exchange;
    if (whole == null) {
      return true;
    }
    bytes = EXCHANGE_BYTES + payload(whole.getRequest()) + payload(whole.getResponse());
    if (!whole.isComplete()) {
      return false;
    }
    Response response = whole.getCurrentResponse();
    if (response == null || response.getType() != CoAP.Type.ACK) {
      // An observer's exchange is answered again, perhaps with more.
      return whole.getRelation() == null;
    }
    byte[] sent = response.getBytes();
    leftAt = whole.getSendNanoTimestamp();
    if (sent == null || leftAt == 0) {
      return false;
    }
    EndpointContext from = whole.getCurrentRequest().getSourceContext();
    boolean plain =
        from instanceof UdpEndpointContext && whole.getPeersIdentity() instanceof InetSocketAddress;
    context = plain ? null : from;
    datagram = sent;
    exchange = null;
    bytes = DATAGRAM_BYTES + sent.length + (plain ? 0 : CONTEXT_BYTES);
    return true;
  }

  /** The exchange, or one that Californium takes for it. */
  Exchange exchange(int mid, Object peer) {
    if (exchange != null) {
      return exchange;
    }
    EndpointContext to =
        context == null ? new UdpEndpointContext((InetSocketAddress) peer) : context;
    // The parser wants to know the local address, too, and it means nothing here.
    RawData raw = RawData.inbound(datagram, to, false, leftAt, to.getPeerAddress());
    Response response = (Response) PARSER.parseMessage(raw);
    response.setDestinationContext(to);
    Request request = new Request(CoAP.Code.GET, CoAP.Type.CON);
    request.setMID(mid);
    request.setToken(response.getToken());
    request.setSourceContext(to);
    // Nobody else has it, so it needs no thread of its own.
    Exchange again = new Exchange(request, peer, Exchange.Origin.REMOTE, null);
    again.setCurrentResponse(response);
    again.setSendNanoTimestamp(leftAt);
    return again;
  }

  void forget() {
    exchange = null;
    context = null;
    datagram = null;
  }

  boolean forgotten() {
    return exchange == null && datagram == null;
  }
}
