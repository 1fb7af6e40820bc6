package io.parley.ladder;

import io.parley.agent.Agent;
import io.parley.agent.Ask;
import io.parley.errand.Errand;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Card;
import io.parley.message.Codes;
import io.parley.message.Nak;
import io.parley.message.Question;
import io.parley.message.Status;
import io.parley.message.Tier;
import io.parley.protocol.Cid;
import io.parley.protocol.ProtocolDocument;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * An agent that speaks the protocols that gateways propose to it: it shows a card, answers {@code
 * propose} and {@code fetch}, and asks in a protocol where one was agreed for its words. Needs the
 * schema validator and JSONata, which an agent that only asks and answers does not. Any thread may
 * enter.
 *
 * <pre>{@code
 * SpeakingAgent speaking = SpeakingAgent.of(agent).join();
 * speaking.ask(Ask.of("How warm is boiler 3?")).join().text();
 * }</pre>
 */
public final class SpeakingAgent {
  private final Agent agent;
  private final Peer peer;
  private final Clock clock = Clock.systemUTC();

  private SpeakingAgent(Agent agent, UnaryOperator<ProtocolDocument> wish) {
    this.agent = agent;
    By self = new By(agent.name(), Tier.SENSOR, null, null, null);
    peer = new Peer(self, LadderSettings.in(Path.of("protocols")), clock, wish);
  }

  /** An agent that takes what passes the rules; completes once its card is shown. */
  public static CompletableFuture<SpeakingAgent> of(Agent agent) {
    return of(agent, UnaryOperator.identity());
  }

  /**
   * An agent with wishes of its own.
   *
   * @param wish the document it would rather speak; the same document to take it as it is
   */
  public static CompletableFuture<SpeakingAgent> of(
      Agent agent, UnaryOperator<ProtocolDocument> wish) {
    SpeakingAgent speaking = new SpeakingAgent(agent, wish);
    return CompletableFuture.allOf(
            agent.on(Desk.PROPOSE, speaking::told), agent.on(Desk.FETCH, speaking::told))
        .thenCompose(listens -> speaking.show())
        .thenApply(shown -> speaking);
  }

  private CompletableFuture<Errand.Done> told(Errand.Told told) {
    List<ProtocolDocument> before = peer.protocols();
    Errand.Done said =
        peer.answer(told.fields())
            .<Errand.Done>map(exactly -> exactly)
            .orElseGet(() -> new Errand.Done.Refused(Codes.UNKNOWN_OP, "op must be known"));
    if (!before.equals(peer.protocols())) {
      var unused = show();
    }
    return CompletableFuture.completedFuture(said);
  }

  /**
   * Fetches a protocol by its id, as an answer names it in {@code by.protocol}, and speaks it from
   * then on.
   *
   * @return completes with the document; exceptionally with {@link AdmissionException} if it breaks
   *     a rule here, and else as {@link Agent#fetch}
   */
  public CompletableFuture<ProtocolDocument> learn(Cid cid, Duration limit) {
    return agent
        .fetch(cid, limit)
        .thenApply(
            document -> {
              peer.speak(document);
              var unused = show();
              return document;
            });
  }

  private CompletableFuture<Void> show() {
    List<String> spoken =
        peer.protocols().stream()
            .map(document -> document.cid().text())
            .limit(Card.MOST_PROTOCOLS)
            .toList();
    return agent.announce(
        new Card(Tier.SENSOR, false, List.of(), List.of(), spoken, Card.Limits.UNKNOWN, 0));
  }

  /** The protocols that were agreed. */
  public List<ProtocolDocument> protocols() {
    return peer.protocols();
  }

  /**
   * Asks, in a protocol where one was agreed for these words. Whatever does not end in an answer
   * there, because the protocol was taken back or its routine failed, is asked again in words
   * within the time that is left.
   */
  public CompletableFuture<Answer> ask(Ask ask) {
    String words = ask.question().text();
    Question spoken = words == null ? ask.question() : peer.question(words, ask.subject());
    String protocol = spoken.protocol();
    if (words == null || protocol == null) {
      return agent.ask(ask);
    }
    Instant until = clock.instant().plus(ask.time());
    Question inProtocol =
        spoken.withNeeds(ask.question().needs()).withStream(ask.question().stream());
    return agent
        .ask(with(ask, inProtocol, ask.time()))
        .thenCompose(
            answer -> {
              if (unspoken(answer)) {
                peer.forget(new Cid(protocol));
                var unused = show();
              }
              Duration left = Duration.between(clock.instant(), until);
              if (said(answer) || left.toMillis() < 1) {
                return CompletableFuture.completedFuture(answer);
              }
              return agent.ask(with(ask, ask.question(), left));
            });
  }

  /** Not known there any more, or somebody answered who does not speak it. */
  private static boolean unspoken(Answer answer) {
    return answer.nak() == Nak.UNKNOWN_PROTOCOL
        || answer.nak() == Nak.UNSUPPORTED
        || (answer.status() == Status.ANSWERED && !Boolean.TRUE.equals(answer.ack()));
  }

  private static boolean said(Answer answer) {
    boolean erred = answer.data() instanceof Map<?, ?> map && map.containsKey("error");
    return answer.nak() == null && !erred;
  }

  private static Ask with(Ask ask, Question question, Duration time) {
    return new Ask(
        question, ask.subject(), time, ask.onFrame(), ask.onProvisional(), ask.traceparent());
  }
}
