package io.parley.coapentrance;

import io.parley.mqtt.MqttFailure;
import io.parley.mqtt.MqttMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.OptionSet;
import org.eclipse.californium.core.observe.ObserveRelation;
import org.jspecify.annotations.Nullable;

/**
 * {@code /ps/{topic...}}: topic data of the CoAP pub/sub draft. PUT publishes, retained, and is
 * answered after the PUBACK; GET reads the last value; DELETE clears it.
 */
final class TopicData extends Desk {
  private static final String PUBLISH = "publish";

  private final LiveTopics live;
  private final Map<String, Boolean> known;

  TopicData(Front front, LiveTopics live) {
    super("ps", front);
    this.live = live;
    int most = front.limits().capacity().liveTopics();
    known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > most;
          }
        };
  }

  /** The topics that devices published to lately. */
  List<String> known() {
    synchronized (known) {
      return List.copyOf(known.keySet());
    }
  }

  @Override
  void serve(Visit visit) throws Refused {
    String topic = TopicPath.topic(levels(visit.options()));
    switch (visit.request().getCode()) {
      case GET -> read(visit, topic, null);
      case PUT -> write(visit, topic);
      case DELETE -> delete(visit, topic);
      default -> throw methodNotAllowed("GET, PUT or DELETE");
    }
  }

  static List<String> levels(OptionSet options) {
    List<String> path = options.getUriPath();
    return path.subList(1, path.size());
  }

  /** Reads; of the live topic given, else of the one that this read makes live. */
  void read(Visit visit, String topic, @Nullable LiveTopic given) throws Refused {
    front.allow(visit, front.ports.admission().maySubscribe(visit.peer(), topic), "read");
    front.requireBroker();
    LiveTopic source = given == null ? live.at(topic, this) : given;
    source.touch();
    visit.promise();
    Later.then(
        source.settled(),
        (nothing, error) -> {
          if (error != null) {
            visit.refuse(ofBroker("subscribe", error));
          } else {
            respond(visit, source);
          }
        });
  }

  private static void respond(Visit visit, LiveTopic source) {
    Value value = source.value();
    if (value == null) {
      visit.refuse(Refused.with(ResponseCode.NOT_FOUND, "no value"));
      return;
    }
    OptionSet options = visit.options();
    if (options.hasAccept() && options.getAccept() != value.format()) {
      visit.refuse(
          Refused.with(
              ResponseCode.NOT_ACCEPTABLE,
              "accept %d, the value has %d".formatted(options.getAccept(), value.format())));
      return;
    }
    ObserveRelation relation = visit.relation();
    if (relation != null) {
      source.first(relation, value);
    }
    byte[] etag = value.etag();
    Reply reply =
        options.containsETag(etag)
            ? Reply.of(ResponseCode.VALID)
            : Reply.of(ResponseCode.CONTENT, value.format(), value.payload());
    visit.reply(visit.observing() ? reply.withEtag(etag) : reply.withEtag(etag).withMaxAge(0));
  }

  private void write(Visit visit, String topic) throws Refused {
    requireWritable(visit, topic);
    int format = visit.format();
    String type = Formats.type(format);
    byte[] payload = visit.payload();
    if (payload.length == 0) {
      throw Refused.badRequest("payload must not be empty; DELETE clears a topic");
    }
    if (Formats.textual(format) && !Formats.utf8(payload)) {
      throw Refused.badRequest("payload of content-format %d must be UTF-8".formatted(format));
    }
    publish(visit, topic, payload, type);
  }

  private void delete(Visit visit, String topic) throws Refused {
    requireWritable(visit, topic);
    publish(visit, topic, new byte[0], null);
  }

  private void requireWritable(Visit visit, String topic) throws Refused {
    front.allow(visit, front.ports.admission().mayPublish(visit.peer(), topic), PUBLISH);
    if (!TopicPath.writable(front.settings.root(), topic)) {
      throw Refused.with(
          ResponseCode.FORBIDDEN, "topic must be no ask, work, answer, to or protocol topic");
    }
    front.requireBroker();
  }

  private void publish(Visit visit, String topic, byte[] payload, @Nullable String type)
      throws Refused {
    front.enter();
    Writes.Write write = live.writes().begin(topic, payload);
    String trace = visit.query("traceparent");
    MqttMessage message =
        new MqttMessage(
            topic,
            payload,
            true,
            type,
            null,
            null,
            null,
            trace == null ? List.of() : List.of(Map.entry("traceparent", trace)));
    CompletableFuture<?> taken = front.ports.outlet().publish(visit.peer(), message);
    if (!taken.isDone()) {
      visit.promise();
      front.patience.add(taken);
    }
    Later.then(
        taken,
        (puback, error) -> {
          front.patience.remove(taken);
          front.leave();
          if (error != null) {
            live.writes().dropped(write);
            visit.refuse(ofBroker(PUBLISH, error));
          } else {
            published(visit, write, topic, payload, type);
          }
        });
  }

  private void published(
      Visit visit, Writes.Write write, String topic, byte[] payload, @Nullable String type) {
    front.counters.published.increment();
    LiveTopic watched = live.existing(topic);
    long now = front.ports.clock().millis();
    boolean show = live.writes().acknowledged(write, watched != null, now);
    if (payload.length == 0) {
      forget(topic);
      if (watched != null && show) {
        watched.gone();
      }
      visit.reply(Reply.of(ResponseCode.DELETED));
      return;
    }
    if (watched != null && show) {
      watched.show(Value.of(payload, type));
    }
    visit.reply(Reply.of(remember(topic) ? ResponseCode.CREATED : ResponseCode.CHANGED));
  }

  /** Whether the topic was not known. */
  private boolean remember(String topic) {
    synchronized (known) {
      return known.put(topic, true) == null;
    }
  }

  /** Whether a device wrote there lately, and none has deleted it since. */
  boolean wrote(String topic) {
    synchronized (known) {
      return known.containsKey(topic);
    }
  }

  private void forget(String topic) {
    synchronized (known) {
      known.remove(topic);
    }
  }

  /** What the broker's refusal means to a device (reason codes of MQTT 5, 2.4). */
  static Refused ofBroker(String what, Throwable error) {
    Throwable cause =
        error instanceof CompletionException e && e.getCause() != null ? e.getCause() : error;
    if (cause instanceof java.util.concurrent.TimeoutException) {
      return Refused.with(ResponseCode.GATEWAY_TIMEOUT, "the broker did not answer in time");
    }
    int code = cause instanceof MqttFailure failure ? failure.reasonCode() : MqttFailure.NO_CODE;
    return switch (code) {
      case 0x87 -> Refused.with(ResponseCode.FORBIDDEN, what + " refused by the broker");
      case 0x8F, 0x90 -> Refused.badRequest("topic refused by the broker");
      case 0x95 -> Refused.with(ResponseCode.REQUEST_ENTITY_TOO_LARGE, "too large for the broker");
      case 0x96, 0x97 ->
          Refused.later(ResponseCode.TOO_MANY_REQUESTS, 5, "quota exceeded at the broker");
      case 0x99 -> Refused.badRequest("payload refused by the broker");
      case MqttFailure.NO_CODE ->
          Refused.later(ResponseCode.SERVICE_UNAVAILABLE, 5, "the broker cannot take it now");
      default ->
          Refused.with(
              ResponseCode.BAD_GATEWAY, "%s refused: reason code 0x%02x".formatted(what, code));
    };
  }
}
