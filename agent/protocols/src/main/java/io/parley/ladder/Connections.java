package io.parley.ladder;

import io.parley.errand.Correspondence;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.protocol.Cid;
import io.parley.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The brokers that the ladder listens and announces to; what comes is judged on its executor. */
final class Connections {
  private final Shelf shelf;
  private final Admission admission;
  private final Quarantine quarantine;
  private final Refusals refusals;
  private final Consumer<Kept> changed;
  private final Passing passing;
  private final Executor executor;
  private final List<Link> links = new CopyOnWriteArrayList<>();
  private volatile @Nullable Correspondence correspondence;
  private volatile @Nullable Arrivals arrivals;

  Connections(
      Shelf shelf,
      Admission admission,
      Quarantine quarantine,
      Refusals refusals,
      Consumer<Kept> changed,
      Passing passing,
      Executor executor) {
    this.shelf = shelf;
    this.admission = admission;
    this.quarantine = quarantine;
    this.refusals = refusals;
    this.changed = changed;
    this.passing = passing;
    this.executor = executor;
  }

  /** Also listens for replies to its own words on this broker. */
  Correspondence converse(MqttSession session, Topics topics, String site, String agent) {
    Correspondence words = new Correspondence(session, topics, site, agent, "ladder");
    correspondence = words;
    return words;
  }

  CompletableFuture<Void> own(MqttSession session, Topics topics, String site) {
    return link(topics, new Link(session, topics, site, null), false);
  }

  CompletableFuture<Void> above(MqttSession session, Topics topics, String site) {
    return link(topics, new Link(session, topics, site, passing), true);
  }

  private CompletableFuture<Void> link(Topics topics, Link link, boolean above) {
    Arrivals coming = new Arrivals(topics, shelf, admission, quarantine, refusals, changed, above);
    if (arrivals == null) {
      arrivals = coming;
    }
    links.add(link);
    Consumer<MqttMessage> judged =
        message ->
            executor.execute(
                () -> {
                  coming.received(message);
                  link.putBack(message, shelf::find);
                });
    return link.start(judged, shelf::all);
  }

  void announce(Kept kept) {
    links.forEach(link -> link.announce(kept));
  }

  /** Somebody here asked for a protocol that is not known. */
  void missed(Cid cid) {
    links.forEach(link -> link.ask(cid));
  }

  CompletableFuture<Boolean> fetch(Cid cid, String agent, Duration limit) {
    Correspondence words = correspondence;
    Arrivals coming = arrivals;
    if (words == null || coming == null) {
      return CompletableFuture.completedFuture(false);
    }
    return words
        .say(agent, Map.of("op", "fetch", "cid", cid.text()), limit)
        .thenApplyAsync(
            reply -> {
              coming.fetched(cid, reply.payload());
              return shelf.find(cid).isPresent();
            },
            executor)
        .exceptionally(failed -> false);
  }
}
