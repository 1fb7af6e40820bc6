package io.parley.openai;

import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.LanguageModel;
import io.parley.engine.ModelInfo;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A model behind an HTTP server that speaks OpenAI's API. Adapters are not supported; a constraint
 * is sent in the server's dialect and checked here in any case. After failures in a row the server
 * is left alone for a while, and questions fail at once as UNAVAILABLE.
 */
public final class HttpModel implements LanguageModel {
  private static final int MOST_WAITING = 64;
  private static final long TICK_MILLIS = 100;

  private final HttpModelSettings settings;
  private final Clock clock;
  private final HttpClient client;
  private final ThreadPoolExecutor askers;
  private final ScheduledThreadPoolExecutor watch;
  private final Breaker breaker;
  private volatile boolean answeredOnce;
  private volatile boolean closed;

  private HttpModel(HttpModelSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.breaker = new Breaker(settings.failures(), settings.rest());
    this.askers =
        new ThreadPoolExecutor(
            settings.slots(),
            settings.slots(),
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(MOST_WAITING),
            task -> daemon(task, "parley-http-" + settings.name()));
    askers.allowCoreThreadTimeOut(true);
    this.watch = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "parley-http-watch"));
    watch.setRemoveOnCancelPolicy(true);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connect())
            .build();
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** A model behind this server; nothing is sent before the first question. */
  public static HttpModel of(HttpModelSettings settings, Clock clock) {
    return new HttpModel(settings, clock);
  }

  @Override
  public ModelInfo info() {
    ModelInfo.State state =
        closed
            ? ModelInfo.State.CLOSED
            : breaker.open() ? ModelInfo.State.FAILED : ModelInfo.State.READY;
    return new ModelInfo(
        settings.name(),
        "",
        state,
        settings.contextTokens(),
        settings.slots(),
        Map.of("server.model", settings.model(), "server.answered", "" + answeredOnce));
  }

  @Override
  public CompletableFuture<Generation> generate(
      GenerationRequest request, GenerationListener listener) {
    CompletableFuture<Generation> future = new CompletableFuture<>();
    try {
      if (request.adapter() != null) {
        throw new EngineException(
            EngineException.Kind.INVALID, "adapters cannot be chosen on an HTTP server");
      }
      byte[] body = RequestBody.of(settings, request);
      long deadline = System.nanoTime() + left(request).toNanos();
      CompletableFuture<Generation> said = new CompletableFuture<>();
      var unused =
          future.whenComplete(
              (value, error) -> {
                if (future.isCancelled()) {
                  said.cancel(true);
                }
              });
      HttpCall call =
          new HttpCall(settings, client, request, body, listener, said, deadline, watch);
      askers.execute(() -> run(call, said, future));
    } catch (EngineException e) {
      future.completeExceptionally(e);
    } catch (RejectedExecutionException e) {
      future.completeExceptionally(
          new EngineException(
              closed ? EngineException.Kind.UNAVAILABLE : EngineException.Kind.BUSY,
              closed
                  ? "the model is closed"
                  : "%d questions wait already".formatted(MOST_WAITING)));
    }
    return future;
  }

  private Duration left(GenerationRequest request) {
    Duration left = Duration.between(Instant.now(clock), request.deadline());
    Duration day = Duration.ofDays(1);
    return left.compareTo(day) > 0 ? day : left;
  }

  /** The breaker knows before the asker does: who asks again at once finds it as it should be. */
  private void run(
      HttpCall call, CompletableFuture<Generation> said, CompletableFuture<Generation> future) {
    if (future.isDone()) {
      return;
    }
    if (!breaker.enter(System.nanoTime())) {
      future.completeExceptionally(
          new EngineException(
              EngineException.Kind.UNAVAILABLE,
              "%s failed %d times and is left alone for %s"
                  .formatted(settings.base(), settings.failures(), settings.rest())));
      return;
    }
    @Nullable EngineException failure = call.run(TICK_MILLIS);
    if (failure == null
        || failure.kind() == EngineException.Kind.INVALID
        || failure.kind() == EngineException.Kind.TOO_LONG) {
      answeredOnce = true;
      breaker.succeeded();
    } else if (failure.kind() == EngineException.Kind.EXPIRED || future.isCancelled()) {
      breaker.abandoned();
    } else {
      breaker.failed(System.nanoTime());
    }
    if (failure != null) {
      future.completeExceptionally(failure);
    } else if (said.isDone() && !said.isCompletedExceptionally()) {
      future.complete(said.join());
    }
  }

  @Override
  public void close() {
    closed = true;
    askers.shutdownNow();
    watch.shutdownNow();
  }
}
