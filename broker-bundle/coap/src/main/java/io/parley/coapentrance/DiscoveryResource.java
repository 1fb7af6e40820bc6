package io.parley.coapentrance;

import io.parley.coapentrance.Links.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.OptionSet;

/**
 * {@code /.well-known/core} (RFC 6690) and {@code /pubsub}, the collection of topics: what is here,
 * as far as the peer may read it.
 */
final class DiscoveryResource extends Desk {
  private final LiveTopics live;
  private final TopicData data;
  private final boolean collection;

  DiscoveryResource(Front front, LiveTopics live, TopicData data, boolean collection) {
    super(collection ? "pubsub" : ".well-known", front);
    this.live = live;
    this.data = data;
    this.collection = collection;
  }

  @Override
  void serve(Visit visit) throws Refused {
    if (visit.request().getCode() != Code.GET) {
      throw methodNotAllowed("GET; a topic is created by PUT to /ps/{topic}");
    }
    OptionSet options = visit.options();
    if (options.hasAccept() && options.getAccept() != Formats.LINKS) {
      throw Refused.with(ResponseCode.NOT_ACCEPTABLE, "accept must be %d".formatted(Formats.LINKS));
    }
    List<Link> links = new ArrayList<>(collection ? List.of() : own());
    links.addAll(topics(visit.peer()));
    visit.reply(Links.reply(Links.filtered(links, options.getUriQuery())));
  }

  private static List<Link> own() {
    return List.of(
        Link.of("pubsub", "rt", "core.ps.coll", "ct", "40"),
        Link.of("ps", "rt", "core.ps.data", "ct", Formats.DATA, "obs", ""),
        Link.of("ask", "rt", "parley.ask", "ct", Formats.QUESTIONS),
        Link.of("answer", "rt", "parley.answer", "ct", Formats.QUESTIONS, "obs", ""),
        Link.of("mailbox", "rt", "parley.mailbox", "ct", "40", "obs", ""),
        Link.of("protocol", "rt", "parley.protocol", "ct", "42"));
  }

  private List<Link> topics(Peer peer) {
    TreeSet<String> names = new TreeSet<>(data.known());
    live.all().stream()
        .filter(topic -> topic.value() != null)
        .forEach(topic -> names.add(topic.topic()));
    return names.stream()
        .filter(topic -> front.ports.admission().maySubscribe(peer, topic))
        .limit(Links.MOST)
        .map(topic -> Link.of("ps/" + topic, "rt", "core.ps.data", "obs", ""))
        .toList();
  }
}
