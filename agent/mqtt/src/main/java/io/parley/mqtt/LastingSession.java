package io.parley.mqtt;

import io.parley.mqtt.Listeners.Listening;
import io.parley.mqtt.Outbound.Outgoing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session that outlives its connections: subscribes again, and sends again what was not
 * acknowledged. What a library does for one connection stands behind {@link Link}, so every library
 * behaves the same. Futures complete on the session's own thread: what hangs on them must not wait.
 */
public final class LastingSession implements MqttSession {
  private static final Logger LOG = LoggerFactory.getLogger(LastingSession.class);
  private static final Duration SWEEP = Duration.ofMillis(500);
  private static final Duration LONGEST_END = Duration.ofSeconds(4);

  private final SessionOptions options;
  private final SessionThreads threads;
  private final Lifeline lifeline;
  private final Outbound outbound;
  private final Listeners listeners;
  private final List<Consumer<SessionState>> stateListeners = new CopyOnWriteArrayList<>();
  private final List<CompletableFuture<Void>> awaitingConnection = new ArrayList<>();
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean connected;
  private volatile boolean resumed;

  /** A session that is not connected yet. */
  public LastingSession(SessionOptions options, Link.Opener opener) {
    this.options = options;
    threads = new SessionThreads(options.clientId());
    outbound = new Outbound(options, System::nanoTime);
    listeners = new Listeners(threads);
    lifeline = new Lifeline(options, opener, threads, new Connection());
  }

  @Override
  public CompletableFuture<Void> connect() {
    CompletableFuture<Void> first = new CompletableFuture<>();
    run(
        first,
        () -> {
          awaitingConnection.add(first);
          if (started.compareAndSet(false, true)) {
            threads.every(SWEEP, outbound::sweep);
            lifeline.begin();
          } else if (lifeline.up()) {
            connectionKnown(null);
          }
        });
    return first;
  }

  @Override
  public CompletableFuture<Puback> publish(MqttMessage message) {
    Outgoing outgoing = outbound.admit(message, this::send);
    run(outgoing.done(), () -> outbound.add(outgoing));
    return outgoing.done();
  }

  private void send(Link link, Outgoing outgoing, MqttMessage message) {
    var unused =
        link.publish(message)
            .whenComplete(
                (puback, error) ->
                    threads.run(
                        () -> outbound.ended(link, outgoing, puback, Lifeline.cause(error))));
  }

  @Override
  public CompletableFuture<Void> subscribe(
      Subscription subscription, Consumer<MqttMessage> listener) {
    Listening listening = listeners.add(subscription, listener);
    run(
        listening.granted(),
        () -> {
          Link current = lifeline.link();
          if (current != null) {
            var unused = subscribe(current, listening);
          }
        });
    return listening.granted();
  }

  /**
   * Completes when it is known: granted, refused, or cut off (then the next connect asks again).
   */
  private CompletableFuture<Void> subscribe(Link link, Listening listening) {
    return link.subscribe(listening.subscription())
        .handle(
            (ok, error) -> {
              MqttFailure no = MqttFailure.byBroker(Lifeline.cause(error));
              if (error == null) {
                listening.granted().complete(null);
              } else if (no != null) {
                LOG.warn("{}: {}", options.url(), no.getMessage());
                listening.granted().completeExceptionally(no);
              }
              return null;
            });
  }

  @Override
  public CompletableFuture<Void> unsubscribe(String filter) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    boolean known = listeners.remove(filter);
    run(
        done,
        () -> {
          Link current = lifeline.link();
          if (known && current != null) {
            var unused =
                current.unsubscribe(filter).whenComplete((ok, error) -> finish(done, error));
          } else {
            done.complete(null);
          }
        });
    return done;
  }

  @Override
  public void onState(Consumer<SessionState> listener) {
    stateListeners.add(listener);
  }

  @Override
  public boolean connected() {
    return connected;
  }

  @Override
  public boolean resumed() {
    return resumed;
  }

  @Override
  public CompletableFuture<Void> renew() {
    CompletableFuture<Void> again = new CompletableFuture<>();
    run(
        again,
        () -> {
          awaitingConnection.add(again);
          lifeline.renew();
        });
    return again;
  }

  @Override
  public String clientId() {
    return options.clientId();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      threads.run(this::end);
    }
    if (threads.inside()) {
      return; // a listener that closes its own session must not wait for itself
    }
    try {
      ended.get(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the session to {} did not end in time", options.url());
    }
  }

  private void end() {
    connected = false;
    CompletableFuture<Void> farewell = lifeline.end();
    outbound.fail(closedFailure());
    listeners.fail(closedFailure());
    connectionKnown(closedFailure());
    tell(SessionState.CLOSED);
    threads.endHearing();
    var unused =
        farewell.whenComplete(
            (ok, error) -> {
              threads.end();
              ended.complete(null);
            });
  }

  private void connectionKnown(@Nullable Throwable error) {
    List<CompletableFuture<Void>> all = List.copyOf(awaitingConnection);
    awaitingConnection.clear();
    all.forEach(future -> finish(future, error));
  }

  private void tell(SessionState state) {
    List<Consumer<SessionState>> now = List.copyOf(stateListeners);
    threads.hear(() -> now.forEach(listener -> listener.accept(state)));
  }

  private void run(CompletableFuture<?> waiting, Runnable task) {
    if (closed.get() || !threads.run(task)) {
      waiting.completeExceptionally(closedFailure());
    }
  }

  private MqttFailure closedFailure() {
    return MqttFailure.of("the session to %s is closed".formatted(options.url()));
  }

  private static void finish(CompletableFuture<Void> future, @Nullable Throwable error) {
    if (error == null) {
      future.complete(null);
    } else {
      future.completeExceptionally(error);
    }
  }

  private final class Connection implements Lifeline.Owner {
    @Override
    public void arrived(MqttMessage message, int qos, Runnable acknowledge) {
      listeners.arrived(message, qos, acknowledge);
    }

    @Override
    public CompletableFuture<Void> prepare(Link link) {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      listeners.all().forEach(listening -> all.add(subscribe(link, listening)));
      return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    @Override
    public void up(Link link) {
      resumed = link.granted().sessionPresent();
      connected = true;
      tell(SessionState.CONNECTED);
      outbound.start(link);
      connectionKnown(null);
    }

    @Override
    public void down() {
      connected = false;
      outbound.stop();
      tell(SessionState.LOST);
    }

    @Override
    public void failed(MqttFailure why) {
      connectionKnown(why);
    }
  }
}
