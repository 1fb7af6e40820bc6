package io.parley.agent;

import io.parley.codec.Reply;
import io.parley.errand.Errand;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Card;
import io.parley.message.Codes;
import io.parley.message.Needs;
import io.parley.message.Question;
import io.parley.message.Status;
import io.parley.message.Tier;
import io.parley.mqtt.MqttFailure;
import io.parley.presence.Cards;
import io.parley.protocol.Cid;
import io.parley.protocol.ProtocolDocument;
import io.parley.transport.Transport;
import io.parley.transport.TransportOptions;
import io.parley.transport.TransportProvider;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An agent on a device: asks, answers, announces itself. The way is chosen by the URL: {@code
 * mqtt}, {@code mqtts}, {@code coap}, {@code coaps}. All it calls back runs on its own threads.
 *
 * <pre>{@code
 * try (Agent agent = Agent.connect("mqtt://localhost/plant1")) {
 *   System.out.println(agent.ask("Is boiler 3 too hot?").join().text());
 * }
 * }</pre>
 */
public final class Agent implements AutoCloseable {
  private final Transport transport;
  private final By self;
  private final Clock clock = Clock.systemUTC();
  private final Desk desk;
  private final List<String> subjects = new ArrayList<>();
  private Card card = Cards.expert(List.of());

  private Agent(Transport transport, String name, int mostWork) {
    this.transport = transport;
    self = new By(name, Tier.SENSOR, null, null, null);
    desk = new Desk(name, mostWork);
  }

  /** Connects with the usual options. */
  public static Agent connect(String url) {
    return connect(url, AgentOptions.usual());
  }

  /**
   * Connects. Where nobody listens there yet, the agent comes back all the same and goes on trying;
   * what is asked meanwhile waits until its time is over.
   *
   * @throws IllegalArgumentException if the URL cannot be read or no transport has its scheme
   * @throws MqttFailure if the broker refuses this agent
   */
  public static Agent connect(String url, AgentOptions options) {
    URI uri = URI.create(url);
    String user = uri.getUserInfo() == null ? null : uri.getUserInfo().split(":", 2)[0];
    String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("^/+|/+$", "");
    String site = options.site();
    TransportOptions chosen =
        new TransportOptions(
            uri,
            options.root(),
            site != null ? site : path.isEmpty() ? AgentOptions.USUAL_SITE : path,
            options.nameOr(user),
            options.keepAlive(),
            options.connectTimeout(),
            options.tls(),
            options.data());
    Transport transport = provider(uri).open(chosen);
    Agent agent = new Agent(transport, chosen.agent(), options.mostWork());
    try {
      transport.ready().get(options.connectTimeout().toMillis() + 1000, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof MqttFailure refused
          && refused.reasonCode() != MqttFailure.NO_CODE) {
        agent.close();
        throw refused;
      }
    } catch (TimeoutException e) {
      return agent; // it goes on trying
    }
    return agent;
  }

  private static TransportProvider provider(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    List<String> known = new ArrayList<>();
    for (TransportProvider provider : ServiceLoader.load(TransportProvider.class)) {
      if (provider.schemes().contains(scheme)) {
        return provider;
      }
      known.addAll(provider.schemes());
    }
    throw new IllegalArgumentException(
        "scheme '%s' must be one of %s".formatted(scheme, known.stream().sorted().toList()));
  }

  /** Its name. */
  public String name() {
    return self.agent();
  }

  /** Whether it is connected now. */
  public boolean connected() {
    return transport.connected();
  }

  /** Asks in words, for 30 s, under no subject. */
  public CompletableFuture<Answer> ask(String text) {
    return ask(Ask.of(text));
  }

  /**
   * Asks.
   *
   * @return completes with the answer, with {@code status} expired where nobody answered in time;
   *     exceptionally if the broker refuses the question. Cancelling it takes the question back
   */
  public CompletableFuture<Answer> ask(Ask ask) {
    Question given = ask.question();
    Needs needs = given.needs();
    Question question =
        given
            .withId(given.id() == null ? UUID.randomUUID().toString() : given.id())
            .withNeeds(
                new Needs(
                    needs.confidence(),
                    needs.hops(),
                    ask.time().toMillis(),
                    needs.local(),
                    needs.mayWait()));
    Desk.Ordered callbacks = desk.ordered();
    CompletableFuture<Answer> sent =
        transport.ask(
            new Transport.Sent(
                question, ask.subject(), clock.instant().plus(ask.time()), ask.traceparent()),
            reply -> callbacks.run(() -> tell(ask, reply)));
    CompletableFuture<Answer> result = new CompletableFuture<>();
    var unused =
        sent.whenComplete(
            (answer, error) -> callbacks.run(() -> finish(result, ask, answer, error)));
    var unusedCancel =
        result.whenComplete(
            (answer, error) -> {
              if (result.isCancelled()) {
                sent.cancel(false);
              }
            });
    return result;
  }

  private static void tell(Ask ask, Reply reply) {
    if (reply instanceof Reply.Part part && ask.onFrame() != null) {
      ask.onFrame().accept(part.frame());
    } else if (reply instanceof Reply.Whole whole && ask.onProvisional() != null) {
      ask.onProvisional().accept(whole.answer());
    }
  }

  private void finish(
      CompletableFuture<Answer> result,
      Ask ask,
      @Nullable Answer answer,
      @Nullable Throwable error) {
    Throwable why =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    if (answer != null) {
      result.complete(answer);
    } else if (why instanceof TimeoutException) {
      result.complete(
          Answer.by(self)
              .ended(
                  Status.EXPIRED,
                  Codes.EXPIRED,
                  "nobody answered within %d ms".formatted(ask.time().toMillis()))
              .build());
    } else if (why instanceof CancellationException) {
      result.cancel(false);
    } else if (why != null) {
      result.completeExceptionally(why);
    }
  }

  /**
   * Becomes an expert on a subject, and shows it on its card. Experts with the same filter share
   * the questions.
   *
   * @param subjectFilter 1 to 3 levels, such as {@code pump/+} or {@code #}
   * @return completes once the broker has it
   */
  public CompletableFuture<Void> answer(String subjectFilter, Expert expert) {
    CompletableFuture<Void> subscribed =
        transport.answer(subjectFilter, work -> desk.work(() -> answered(expert, work), busy()));
    Card shown;
    synchronized (subjects) {
      subjects.add(subjectFilter);
      card = Cards.withSubjects(card, subjects);
      shown = card;
    }
    return subscribed.thenCompose(ok -> transport.announce(shown));
  }

  private Answer answered(Expert expert, Transport.Work work) throws Exception {
    return expert.answer(new Inquiry(work.question(), work.subject(), work.until(), self));
  }

  private Answer busy() {
    return Answer.by(self)
        .ended(Status.REFUSED, Codes.BUSY, "the expert has as much work as it bears")
        .build();
  }

  /** Shows this card; the subjects of {@link #answer} are added to its own. */
  public CompletableFuture<Void> announce(Card newCard) {
    Card shown;
    synchronized (subjects) {
      List<String> all = new ArrayList<>(newCard.subjects());
      subjects.stream().filter(subject -> !all.contains(subject)).forEach(all::add);
      card = Cards.withSubjects(newCard, all);
      shown = card;
    }
    return transport.announce(shown);
  }

  /**
   * Fetches a protocol document by its id, as an answer names it in {@code by.protocol}: from where
   * it is announced, or from a node that keeps it. Over CoAP, only what is announced.
   *
   * @return completes with the document, whose bytes are those of the id; exceptionally with {@link
   *     TimeoutException} if it does not come in time, or with what the broker refuses
   */
  public CompletableFuture<ProtocolDocument> fetch(Cid cid, Duration limit) {
    Desk.Ordered callbacks = desk.ordered();
    CompletableFuture<ProtocolDocument> result = new CompletableFuture<>();
    var unused =
        transport
            .fetch(cid, limit)
            .whenComplete(
                (document, error) ->
                    callbacks.run(
                        () -> {
                          if (document != null) {
                            result.complete(document);
                          } else if (error != null) {
                            result.completeExceptionally(
                                error instanceof CompletionException && error.getCause() != null
                                    ? error.getCause()
                                    : error);
                          }
                        }));
    return result;
  }

  /** Does something when another agent says this op to it. */
  public CompletableFuture<Void> on(String op, Errand errand) {
    return transport.on(op, errand);
  }

  /** Says goodbye and ends all its threads; what is not answered yet fails. */
  @Override
  public void close() {
    transport.close();
    desk.close();
  }
}
