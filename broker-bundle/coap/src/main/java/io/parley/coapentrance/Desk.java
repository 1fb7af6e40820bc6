package io.parley.coapentrance;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.observe.ObserveRelation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A resource behind the shared checks: every request ends in one response, whatever happens. */
abstract sealed class Desk extends CoapResource
    permits AnswerResource,
        AskResource,
        DiscoveryResource,
        LiveTopic,
        MailboxResource,
        ProtocolResource,
        TopicData {
  private static final Logger LOGGER = LoggerFactory.getLogger(Desk.class);

  final Front front;

  Desk(String name, Front front) {
    super(name, false);
    this.front = front;
  }

  /** Serves a request that was let in. */
  abstract void serve(Visit visit) throws Refused;

  /** Answers an established Observe relation with the state as it is now. */
  void notify(Exchange exchange, ObserveRelation relation) {}

  @Override
  public final void handleRequest(Exchange exchange) {
    ObserveRelation relation = exchange.getRelation();
    if (relation != null && relation.isEstablished()) {
      notify(exchange, relation);
      return;
    }
    Visit visit = new Visit(front, exchange);
    try {
      front.admit(visit);
      serve(visit);
    } catch (Refused why) {
      visit.refuse(why);
    } catch (RuntimeException e) {
      LOGGER.warn("request to /{} failed", getName(), e);
      visit.refuse(Refused.with(ResponseCode.INTERNAL_SERVER_ERROR, "internal"));
    }
  }

  @Override
  public void addObserveRelation(ObserveRelation relation) {
    super.addObserveRelation(relation);
    front.relations.added(relation);
  }

  @Override
  public void removeObserveRelation(ObserveRelation relation) {
    super.removeObserveRelation(relation);
    front.relations.removed(relation);
  }

  /** Sends a notification; a DTLS peer that does not acknowledge it is taken to be asleep. */
  final void tell(Exchange exchange, Response response) {
    front.relations.watch(exchange.getRequest(), response);
    if (response.getType() == null) {
      response.setType(type(exchange, response));
    }
    exchange.sendResponse(response);
  }

  /**
   * The end is always CON; the rest as Californium would have it, but NON no faster than it may.
   */
  private CoAP.Type type(Exchange exchange, Response response) {
    ObserveRelation relation = exchange.getRelation();
    if (relation == null || !response.isSuccess() || relation.getObserveType() == CoAP.Type.CON) {
      return CoAP.Type.CON;
    }
    boolean non = front.pace.mayBeNon(relation.getSource(), front.ports.clock().millis());
    return non ? CoAP.Type.NON : CoAP.Type.CON;
  }

  static Refused methodNotAllowed(String allowed) {
    return Refused.with(ResponseCode.METHOD_NOT_ALLOWED, "method must be " + allowed);
  }
}
