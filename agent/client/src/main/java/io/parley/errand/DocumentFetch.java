package io.parley.errand;

import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Subscription;
import io.parley.protocol.Cid;
import io.parley.protocol.ProtocolDocument;
import io.parley.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Protocol documents by their ids: from the retained topic, and from agents that are told {@code
 * fetch}. Whoever sends the bytes need not be believed, since the id is their hash. Any thread may
 * enter; futures complete on the session's listening thread.
 */
public final class DocumentFetch {
  private static final Logger LOG = LoggerFactory.getLogger(DocumentFetch.class);

  private final MqttSession session;
  private final Topics topics;
  private final Correspondence words;
  private final Map<String, CompletableFuture<byte[]>> under = new ConcurrentHashMap<>();

  /** A fetch over this session; {@code words} must have been started. */
  public DocumentFetch(MqttSession session, Topics topics, Correspondence words) {
    this.session = session;
    this.topics = topics;
    this.words = words;
  }

  /**
   * Fetches a document.
   *
   * @param site where it is announced; {@code +}: anywhere
   * @param agents who may have it, {@code site/agent}; asked for when the retained topic was
   * @return completes with bytes whose id it is; exceptionally with {@link TimeoutException} if it
   *     does not come in time, or with what kept everybody from being asked
   */
  public CompletableFuture<byte[]> fetch(
      Cid cid, String site, Supplier<List<String>> agents, Duration limit) {
    String filter = topics.root() + "/" + site + "/protocol/" + cid;
    CompletableFuture<byte[]> fresh = new CompletableFuture<>();
    CompletableFuture<byte[]> running = under.putIfAbsent(filter, fresh);
    if (running != null) {
      return running.copy();
    }
    var unused =
        fresh
            .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (bytes, failed) -> {
                  var unusedToo = session.unsubscribe(filter);
                  under.remove(filter, fresh);
                });
    CompletableFuture<Void> listening =
        session.subscribe(
            Subscription.to(filter), message -> offered(cid, message.topic(), message, fresh));
    var unusedAsked =
        listening.whenComplete(
            (listens, refused) -> {
              if (!fresh.isDone()) {
                ask(cid, agents.get(), limit, refused, fresh);
              }
            });
    return fresh.copy();
  }

  /**
   * Tells them to fetch it.
   *
   * @param refused why the retained topic cannot be read, so that nothing comes if nobody replies
   */
  private void ask(
      Cid cid,
      List<String> agents,
      Duration limit,
      @Nullable Throwable refused,
      CompletableFuture<byte[]> result) {
    List<CompletableFuture<Void>> replies = new ArrayList<>();
    for (String agent : agents) {
      replies.add(
          words
              .say(site(agent), name(agent), Map.of("op", "fetch", "cid", cid.text()), limit)
              .thenAccept(reply -> offered(cid, agent, reply, result))
              .exceptionally(silent -> null));
    }
    if (refused != null) {
      var unused =
          CompletableFuture.allOf(replies.toArray(new CompletableFuture<?>[0]))
              .thenRun(() -> result.completeExceptionally(refused));
    }
  }

  private static String site(String address) {
    return address.substring(0, address.indexOf('/'));
  }

  private static String name(String address) {
    return address.substring(address.indexOf('/') + 1);
  }

  /** Takes it if it is what was asked for; else somebody else may still have it. */
  private static void offered(
      Cid cid, String from, MqttMessage message, CompletableFuture<byte[]> result) {
    byte[] bytes = message.payload();
    if (bytes.length > ProtocolDocument.MOST_BYTES || !cid.names(bytes)) {
      LOG.info("{} sent {} bytes that are not those of {}", from, bytes.length, cid);
      return;
    }
    result.complete(bytes);
  }
}
