package io.parley.mqtttransport;

import io.parley.codec.Codec;
import io.parley.codec.Reply;
import io.parley.codec.Trees;
import io.parley.errand.Correspondence;
import io.parley.errand.DocumentFetch;
import io.parley.errand.Errand;
import io.parley.errand.Errands;
import io.parley.exchange.Exchange;
import io.parley.exchange.Exchange.Outstanding;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Card;
import io.parley.message.Tier;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Subscription;
import io.parley.presence.AgentSeen;
import io.parley.presence.Directory;
import io.parley.presence.EpochStore;
import io.parley.presence.Presence;
import io.parley.protocol.Cid;
import io.parley.protocol.ProtocolDocument;
import io.parley.topics.ReplyRule;
import io.parley.topics.Topics;
import io.parley.transport.Transport;
import io.parley.transport.TransportOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An agent's session, its reply topic, and, once it announces itself, its presence. */
final class MqttTransport implements Transport {
  private static final Logger LOG = LoggerFactory.getLogger(MqttTransport.class);
  private static final long FAREWELL_MS = 1000;

  private final TransportOptions options;
  private final Topics topics;
  private final MqttSession session;
  private final Clock clock;
  private final Presence presence;
  private final Exchange exchange;
  private final Directory cards;
  private final Errands errands;
  private final Correspondence words;
  private final DocumentFetch documents;
  private final CompletableFuture<Void> ready;
  private final AtomicBoolean announced;
  private final AtomicBoolean listening = new AtomicBoolean();
  private @Nullable CompletableFuture<Void> speaking;

  private MqttTransport(
      TransportOptions options,
      Presence presence,
      AtomicBoolean announced,
      MqttSession session,
      Clock clock) {
    this.options = options;
    this.presence = presence;
    this.announced = announced;
    this.session = session;
    this.clock = clock;
    topics = new Topics(options.root());
    exchange =
        new Exchange(session, topics.answer(options.site(), options.agent()), new Codec(), clock);
    cards = new Directory(topics);
    errands = errands();
    words = new Correspondence(session, topics, options.site(), options.agent(), "words");
    documents = new DocumentFetch(session, topics, words);
    var unused = exchange.open();
    unused = session.subscribe(Subscription.to(topics.cardFilter(options.site())), cards::heard);
    ready = session.connect();
  }

  static MqttTransport open(
      TransportOptions options,
      Function<Supplier<@Nullable MqttMessage>, MqttSession> sessions,
      Clock clock) {
    Path data = options.data();
    Presence presence =
        new Presence(
            new Topics(options.root()),
            options.site(),
            options.agent(),
            data == null ? EpochStore.NONE : EpochStore.file(data.resolve("epoch")),
            clock);
    // Who only asks shows no status, and may have no right to leave a Will.
    AtomicBoolean announced = new AtomicBoolean();
    MqttSession session = sessions.apply(() -> announced.get() ? presence.will() : null);
    return new MqttTransport(options, presence, announced, session, clock);
  }

  private Errands errands() {
    By self = new By(options.agent(), Tier.SENSOR, null, null, null);
    ReplyRule rule = new ReplyRule(topics, options.site(), List.of());
    return new Errands(
        session,
        topics,
        options.site(),
        self,
        Errands.Sender.UNKNOWN,
        (topic, client, principal) ->
            rule.refusal(topic, read -> true, publish -> false).map(reason -> reason.text()));
  }

  @Override
  public CompletableFuture<Answer> ask(Sent sent, Consumer<Reply> before) {
    Outstanding one =
        exchange.ask(
            topics.ask(options.site(), sent.subject()),
            sent.question(),
            sent.until(),
            sent.traceparent(),
            before);
    CompletableFuture<Answer> answer = one.answer().copy();
    var unused =
        answer.whenComplete(
            (done, error) -> {
              if (answer.isCancelled() && one.answer().cancel(false)) {
                takeBack(one);
              }
            });
    return answer;
  }

  private void takeBack(Outstanding one) {
    byte[] payload =
        Trees.toJson(Map.of("op", "cancel", "id", String.valueOf(one.question().id())));
    for (AgentSeen router : routers()) {
      var unused =
          session.publish(
              new MqttMessage(
                  topics.to(options.site(), router.agent()),
                  payload,
                  false,
                  "application/json",
                  exchange.replyTopic(),
                  null,
                  30L,
                  List.of()));
    }
  }

  private List<AgentSeen> routers() {
    return cards.all().stream()
        .filter(agent -> agent.router() && agent.site().equals(options.site()))
        .toList();
  }

  private List<String> keepers() {
    return routers().stream().map(AgentSeen::address).toList();
  }

  @Override
  public CompletableFuture<ProtocolDocument> fetch(Cid cid, Duration limit) {
    return speaking()
        .exceptionally(refused -> null) // what is announced may be read all the same
        .thenCompose(listens -> documents.fetch(cid, options.site(), this::keepers, limit))
        .thenApply(bytes -> ProtocolDocument.read(cid, bytes));
  }

  /** Completes when replies to words are heard; listened for since the first fetch. */
  private synchronized CompletableFuture<Void> speaking() {
    CompletableFuture<Void> begun = speaking;
    if (begun == null || begun.isCompletedExceptionally()) {
      begun = words.start();
      speaking = begun;
    }
    return begun;
  }

  @Override
  public CompletableFuture<Void> answer(
      String subjectFilter, Function<Work, CompletableFuture<Answer>> expert) {
    WorkDesk desk = new WorkDesk(session, topics, options.agent(), expert, clock);
    String filter =
        "$share/" + Topics.SHARE_NAME + "/" + topics.workFilter(options.site(), subjectFilter);
    return session.subscribe(Subscription.live(filter), desk::heard);
  }

  @Override
  public CompletableFuture<Void> announce(Card card) {
    if (announced.compareAndSet(false, true)) {
      CompletableFuture<Void> renewed = session.renew();
      return renewed.thenCompose(ok -> presence.start(session, card));
    }
    presence.changeCard(old -> card);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Void> on(String op, Errand errand) {
    errands.on(op, errand);
    return listening.compareAndSet(false, true)
        ? errands.open()
        : CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Void> ready() {
    return ready.copy();
  }

  @Override
  public boolean connected() {
    return session.connected();
  }

  @Override
  public void close() {
    if (announced.get() && session.connected()) {
      try {
        presence.leave().get(FAREWELL_MS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | CompletionException | TimeoutException e) {
        LOG.warn("{} could not say that it goes: {}", options.agent(), e.toString());
      }
    }
    presence.close();
    session.close();
  }
}
