package io.parley.coapentrance;

import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.observe.ObserveRelation;

/**
 * {@code /mailbox}: links to the answers that wait for whoever asks. A device that sleeps leaves
 * its questions, wakes, reads or observes this, and fetches what has come.
 */
final class MailboxResource extends Desk {
  private final AnswerBox box;
  private final String owner;

  MailboxResource(Front front, AnswerBox box, String owner) {
    super("mailbox", front);
    this.box = box;
    this.owner = owner;
    setObservable(true);
  }

  @Override
  void serve(Visit visit) throws Refused {
    if (visit.request().getCode() != Code.GET) {
      throw methodNotAllowed("GET");
    }
    front.allow(visit, !owner.isEmpty(), "the mailbox");
    visit.reply(Links.reply(box.links(owner)).withMaxAge(1));
  }

  @Override
  void notify(Exchange exchange, ObserveRelation relation) {
    var response = Links.reply(box.links(owner)).withMaxAge(1).response();
    response.getOptions().setObserve(front.nextObserve());
    tell(exchange, response);
  }
}
