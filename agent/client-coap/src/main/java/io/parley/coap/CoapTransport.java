package io.parley.coap;

import io.parley.codec.Codec;
import io.parley.codec.Format;
import io.parley.codec.Reply;
import io.parley.errand.Errand;
import io.parley.message.AgentState;
import io.parley.message.AgentStatus;
import io.parley.message.Answer;
import io.parley.message.Card;
import io.parley.message.Needs;
import io.parley.message.Question;
import io.parley.protocol.Cid;
import io.parley.protocol.ProtocolDocument;
import io.parley.topics.Topics;
import io.parley.transport.Transport;
import io.parley.transport.TransportOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.jspecify.annotations.Nullable;

/** An agent that asks and announces itself over CoAP; experts and errands need MQTT. */
final class CoapTransport implements Transport {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final TransportOptions options;
  private final Topics topics;
  private final CoapDevice device;
  private final CompletableFuture<Void> ready;
  private volatile @Nullable Card announced;

  private CoapTransport(TransportOptions options, CoapDevice device) {
    this.options = options;
    this.device = device;
    topics = new Topics(options.root());
    ready =
        device
            .call(
                Request::newGet,
                "/.well-known/core?rt=parley.ask",
                CLOCK.instant().plus(options.connectTimeout()))
            .thenAccept(links -> {});
  }

  static CoapTransport open(TransportOptions options) {
    return new CoapTransport(options, CoapDevice.at(options.url().toString(), options.tls()));
  }

  @Override
  public CompletableFuture<Answer> ask(Sent sent, Consumer<Reply> before) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    CompletableFuture<Response> response =
        device.exchange(() -> post(sent), path(sent), sent.until());
    CompletableFuture<?> unused =
        response.whenComplete(
            (came, error) -> {
              if (error != null) {
                answer.completeExceptionally(error);
              } else if (came.getCode() == ResponseCode.CREATED) {
                String place = "/" + came.getOptions().getLocationPathString();
                new Fetch(device, place, sent, before, answer).start();
              } else {
                Responses.complete(answer, sent.question().id(), came);
              }
            });
    unused =
        answer.whenComplete(
            (done, error) -> {
              if (answer.isCancelled()) {
                response.cancel(false);
              }
            });
    return answer;
  }

  private static Request post(Sent sent) {
    Request post = Request.newPost();
    long left = Math.max(1, Duration.between(CLOCK.instant(), sent.until()).toMillis());
    Question question = sent.question();
    Needs needs = question.needs();
    Needs now =
        new Needs(
            needs.confidence(),
            needs.hops(),
            Math.min(left, Needs.LONGEST_MS),
            needs.local(),
            needs.mayWait());
    post.setPayload(Codec.encode(question.withNeeds(now), Format.MSGPACK));
    post.getOptions().setContentFormat(ContentFormats.MSGPACK);
    return post;
  }

  private static String path(Sent sent) {
    String subject = sent.subject().isEmpty() ? "any" : sent.subject();
    String trace = sent.traceparent();
    boolean later = sent.question().needs().mayWait();
    return "/ask/"
        + CoapDevice.path(subject)
        + "?full"
        + (later ? "&later" : "")
        + (trace == null ? "" : "&traceparent=" + trace);
  }

  @Override
  public CompletableFuture<Void> answer(
      String subjectFilter, Function<Work, CompletableFuture<Answer>> expert) {
    throw new UnsupportedOperationException(
        "an expert is asked over MQTT: connect with mqtt:// instead of coap://");
  }

  @Override
  public CompletableFuture<Void> announce(Card card) {
    announced = card;
    return device
        .publish(
            topics.card(options.site(), options.agent()), Codec.encode(card), "application/json")
        .thenCompose(ok -> status(card, AgentState.ONLINE));
  }

  private CompletableFuture<Void> status(Card card, AgentState state) {
    AgentStatus status = new AgentStatus(state, card.epoch(), CLOCK.instant(), null);
    return device.publish(
        topics.status(options.site(), options.agent()), Codec.encode(status), "application/json");
  }

  @Override
  public CompletableFuture<Void> on(String op, Errand errand) {
    throw new UnsupportedOperationException(
        "words to an agent come over MQTT: connect with mqtt:// instead of coap://");
  }

  @Override
  public CompletableFuture<ProtocolDocument> fetch(Cid cid, Duration limit) {
    String topic = topics.protocol(options.site(), cid.text());
    return device
        .call(Request::newGet, "/ps/" + CoapDevice.path(topic), CLOCK.instant().plus(limit))
        .thenApply(response -> ProtocolDocument.read(cid, response.getPayload()));
  }

  @Override
  public CompletableFuture<Void> ready() {
    return ready.copy();
  }

  @Override
  public boolean connected() {
    return device.connected();
  }

  @Override
  public void close() {
    Card card = announced;
    if (card != null && connected()) {
      try {
        status(card, AgentState.OFFLINE).get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException goneAlready) {
        // Nobody is told: the status stays until somebody finds this agent silent.
      }
    }
    device.close();
  }
}
