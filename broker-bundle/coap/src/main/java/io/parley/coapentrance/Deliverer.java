package io.parley.coapentrance;

import java.util.List;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.OptionSet;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.ServerMessageDeliverer;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.config.Configuration;
import org.jspecify.annotations.Nullable;

/** Finds the resource of a request; topics and answers become resources as they are used. */
final class Deliverer extends ServerMessageDeliverer {
  private final Front front;
  private final LiveTopics live;
  private final AnswerBox box;
  private final TopicData data;
  private final DiscoveryResource core;
  private final DiscoveryResource collection;
  private final AskResource ask;
  private final ProtocolResource protocol;

  Deliverer(Front front, LiveTopics live, AnswerBox box, Configuration config) {
    super(new CoapResource(""), config);
    this.front = front;
    this.live = live;
    this.box = box;
    data = new TopicData(front, live);
    core = new DiscoveryResource(front, live, data, false);
    collection = new DiscoveryResource(front, live, data, true);
    ask = new AskResource(front, box);
    protocol = new ProtocolResource(front);
  }

  @Override
  protected @Nullable Resource findResource(Exchange exchange) {
    Request request = exchange.getRequest();
    List<String> path = request.getOptions().getUriPath();
    if (path.isEmpty()) {
      return null;
    }
    return switch (path.get(0)) {
      case ".well-known" -> path.size() == 2 && path.get(1).equals("core") ? core : null;
      case "pubsub" -> path.size() == 1 ? collection : null;
      case "ps" -> topic(request);
      case "ask" -> ask;
      case "answer" -> path.size() == 2 ? box.find(path.get(1)) : null;
      case "mailbox" -> path.size() == 1 ? mailbox(request) : null;
      case "protocol" -> protocol;
      default -> null;
    };
  }

  /** The topic of a registration that is to be delivered again; null if it is none of a topic. */
  @Nullable LiveTopic restored(List<String> path) throws Refused {
    if (path.size() < 2 || !path.get(0).equals("ps")) {
      return null;
    }
    return live.at(TopicPath.topic(path.subList(1, path.size())), data);
  }

  private Resource mailbox(Request request) {
    Peer peer = Identities.peer(request.getSourceContext());
    return box.mailbox(front.ports.admission().principal(peer));
  }

  /** A live topic only for a peer that may observe it, so that nobody else makes one. */
  private Resource topic(Request request) {
    OptionSet options = request.getOptions();
    if (!options.hasObserve()) {
      return data;
    }
    try {
      String topic = TopicPath.topic(TopicData.levels(options));
      Peer peer = Identities.peer(request.getSourceContext());
      boolean register = request.isObserve();
      if (register
          && front.ports.admission().maySubscribe(peer, topic)
          && front.ports.session().connected()
          && front.verified(peer)
          && front.relations.mayObserve(peer)) {
        return live.at(topic, data);
      }
      LiveTopic known = register ? null : live.existing(topic);
      return known == null ? data : known;
    } catch (Refused again) {
      // The desk finds the same fault and says so.
      return data;
    }
  }
}
