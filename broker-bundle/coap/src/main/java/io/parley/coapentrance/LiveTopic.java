package io.parley.coapentrance;

import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.Subscription;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.observe.ObserveRelation;
import org.jspecify.annotations.Nullable;

/** A topic that is subscribed to: its last value, and those who observe it. */
final class LiveTopic extends Desk {
  private static final long WRITTEN_MS = 20_000;

  private final String topic;
  private final TopicData data;
  private final LiveTopics topics;
  private final CompletableFuture<Void> settled = new CompletableFuture<>();
  private final AtomicBoolean started = new AtomicBoolean();
  private final Map<ObserveRelation, Value> shown = new ConcurrentHashMap<>();
  private final Queue<Runnable> firstValue = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Value value;
  private volatile long usedAt;

  LiveTopic(String topic, TopicData data, LiveTopics topics, Front front) {
    super("ps", front);
    this.topic = topic;
    this.data = data;
    this.topics = topics;
    setObservable(true);
    touch();
  }

  @Override
  void serve(Visit visit) throws Refused {
    data.read(visit, topic, this);
  }

  String topic() {
    return topic;
  }

  @Nullable Value value() {
    return value;
  }

  void touch() {
    usedAt = front.ports.clock().millis();
  }

  boolean idleSince(long time) {
    return getObserverCount() == 0 && firstValue.isEmpty() && usedAt <= time;
  }

  /** Subscribes when first called; completes once the retained value is here or will not come. */
  CompletableFuture<Void> settled() {
    if (started.compareAndSet(false, true)) {
      Later.then(
          front.ports.session().subscribe(Subscription.to(topic), this::arrived),
          (suback, error) -> {
            if (error != null) {
              topics.remove(this);
              settled.completeExceptionally(error);
            } else {
              Later.after(front.timer, retainedWait(), () -> settled.complete(null));
            }
          });
    }
    return settled;
  }

  /** What a device wrote is there, and comes, however busy the broker is. */
  private long retainedWait() {
    return data.wrote(topic) ? WRITTEN_MS : front.limits().times().retainedWait().toMillis();
  }

  private void arrived(MqttMessage message) {
    byte[] payload = message.payload();
    if (topics.writes().arrived(topic, payload, front.ports.clock().millis())
        != Writes.Arrival.NEWS) {
      return;
    }
    if (payload.length == 0) {
      gone();
    } else {
      Value news = Value.of(payload, message.contentType());
      Value now = value;
      if (!(message.retain() && now != null && now.same(news))) {
        show(news);
      }
    }
    settled.complete(null);
  }

  /** The first response of a relation carries this value; no notification repeats it. */
  void first(ObserveRelation relation, Value answered) {
    shown.put(relation, answered);
  }

  /** Forgets relations that ended before they began. */
  void prune() {
    shown.keySet().removeIf(ObserveRelation::isCanceled);
  }

  /** Two messages with equal bytes are two pieces of news, so the object counts. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSameMessage(@Nullable Value one, @Nullable Value other) {
    return one == other;
  }

  /** Makes this the value and tells the observers. */
  void show(Value news) {
    value = news;
    settled.complete(null);
    runFirst();
    if (getObserverCount() > 0) {
      changed();
    }
  }

  /** Does it as soon as there is a value, now if there is one. */
  void onceValued(Runnable action) {
    firstValue.add(action);
    Later.then(
        settled(),
        (nothing, error) -> {
          if (value != null) {
            runFirst();
          }
        });
  }

  private void runFirst() {
    for (Runnable each = firstValue.poll(); each != null; each = firstValue.poll()) {
      each.run();
    }
  }

  /** The value was deleted: the observers get a last 4.04. */
  void gone() {
    value = null;
    shown.clear();
    clearAndNotifyObserveRelations(ResponseCode.NOT_FOUND);
  }

  /** A relation stays with the Content-Format of its first response (RFC 7641, 4.2). */
  @Override
  void notify(Exchange exchange, ObserveRelation relation) {
    Value now = value;
    if (now == null) {
      return;
    }
    Value last = shown.put(relation, now);
    if (isSameMessage(last, now)) {
      return;
    }
    Response response;
    if (last != null && last.format() != now.format()) {
      response = new Response(ResponseCode.NOT_ACCEPTABLE);
    } else {
      response = Reply.of(ResponseCode.CONTENT, now.format(), now.payload()).response();
      response.getOptions().addETag(now.etag());
      response.getOptions().setObserve(front.nextObserve());
    }
    tell(exchange, response);
  }

  @Override
  public void addObserveRelation(ObserveRelation relation) {
    super.addObserveRelation(relation);
    touch();
    Exchange exchange = relation.getExchange();
    // What came while the first response was on its way is told now.
    if (!isSameMessage(shown.get(relation), value)) {
      exchange.execute(() -> notify(exchange, relation));
    }
  }

  @Override
  public void removeObserveRelation(ObserveRelation relation) {
    super.removeObserveRelation(relation);
    shown.remove(relation);
    touch();
  }
}
