package io.parley.openai;

import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One question to the server, from connecting to the last chunk. */
final class HttpCall {
  private static final int MOST_ERROR_BYTES = 2048;

  private final HttpModelSettings settings;
  private final HttpClient client;
  private final byte[] body;
  private final GenerationListener listener;
  private final CompletableFuture<Generation> future;
  private final long deadlineNanos;
  private final ScheduledExecutorService watch;
  private final Completion completion;
  private final long start = System.nanoTime();
  private volatile long lastWord = start;
  private volatile long firstToken;
  private volatile @Nullable InputStream stream;
  private volatile EngineException.@Nullable Kind cut;

  HttpCall(
      HttpModelSettings settings,
      HttpClient client,
      GenerationRequest request,
      byte[] body,
      GenerationListener listener,
      CompletableFuture<Generation> future,
      long deadlineNanos,
      ScheduledExecutorService watch) {
    this.settings = settings;
    this.client = client;
    this.body = body;
    this.listener = listener;
    this.future = future;
    this.deadlineNanos = deadlineNanos;
    this.watch = watch;
    this.completion = new Completion(request);
  }

  /** Asks and completes the future if it went well; else gives the failure. */
  @Nullable EngineException run(long tickMillis) {
    lastWord = System.nanoTime();
    CompletableFuture<HttpResponse<InputStream>> response =
        client.sendAsync(post(), HttpResponse.BodyHandlers.ofInputStream());
    ScheduledFuture<?> watching =
        watch.scheduleAtFixedRate(
            () -> check(response), tickMillis, tickMillis, TimeUnit.MILLISECONDS);
    try {
      HttpResponse<InputStream> answer = response.get();
      try (InputStream in = answer.body()) {
        stream = in;
        return answer.statusCode() == 200 ? read(in) : refused(answer.statusCode(), in);
      }
    } catch (IOException | ExecutionException | java.util.concurrent.CancellationException e) {
      return broken(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new EngineException(EngineException.Kind.UNAVAILABLE, "the model is closed");
    } catch (EngineException e) {
      return e;
    } finally {
      watching.cancel(false);
    }
  }

  private HttpRequest post() {
    String path =
        settings.api() == HttpModelSettings.Api.CHAT ? "/chat/completions" : "/completions";
    String base = settings.base().toString();
    URI uri = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    String key = settings.apiKey();
    if (key != null) {
      builder.header("Authorization", "Bearer " + key);
    }
    return builder.build();
  }

  private @Nullable EngineException read(InputStream in) throws IOException {
    EventStream events = new EventStream(in);
    for (String data = events.next(); data != null; data = events.next()) {
      lastWord = System.nanoTime();
      if (data.equals("[DONE]")) {
        return done(null);
      }
      String piece = completion.take(data);
      if (!piece.isEmpty()) {
        firstToken = firstToken == 0 ? lastWord : firstToken;
        listener.decoded(piece);
      }
    }
    if (!completion.finished()) {
      throw new IOException("the stream ended before the answer did");
    }
    return done(null);
  }

  private @Nullable EngineException done(Generation.@Nullable End forced) {
    long now = System.nanoTime();
    long first = firstToken == 0 ? now : firstToken;
    future.complete(
        completion.result((first - start) / 1_000_000, (now - start) / 1_000_000, forced));
    return null;
  }

  private EngineException refused(int status, InputStream in) throws IOException {
    String words = new String(in.readNBytes(MOST_ERROR_BYTES), StandardCharsets.UTF_8);
    String text = "%s answered %d: %s".formatted(settings.base(), status, words.strip());
    EngineException.Kind kind =
        switch (status) {
          case 400, 422 ->
              words.contains("context")
                  ? EngineException.Kind.TOO_LONG
                  : EngineException.Kind.INVALID;
          case 413 -> EngineException.Kind.TOO_LONG;
          case 429, 503 -> EngineException.Kind.BUSY;
          default ->
              status >= 500 ? EngineException.Kind.CRASHED : EngineException.Kind.UNAVAILABLE;
        };
    return new EngineException(kind, text);
  }

  private @Nullable EngineException broken(Exception e) {
    EngineException.Kind why = cut;
    if (why == EngineException.Kind.EXPIRED && firstToken != 0) {
      return done(Generation.End.DEADLINE);
    }
    if (why == EngineException.Kind.EXPIRED) {
      return new EngineException(why, "the deadline passed before the first token");
    }
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String text = why == null ? String.valueOf(cause.getMessage()) : "it was silent for too long";
    boolean unreachable = cause instanceof java.net.ConnectException;
    return new EngineException(
        unreachable ? EngineException.Kind.UNAVAILABLE : EngineException.Kind.CRASHED,
        "%s: %s".formatted(settings.base(), unreachable ? "cannot be connected" : text));
  }

  /** Cuts the call when nobody wants it any more, when its time is over, or when it is silent. */
  private void check(CompletableFuture<?> response) {
    long now = System.nanoTime();
    long allowed = (firstToken == 0 ? settings.firstToken() : settings.silence()).toNanos();
    if (now >= deadlineNanos) {
      cut = EngineException.Kind.EXPIRED;
    } else if (now - lastWord > allowed) {
      cut = EngineException.Kind.CRASHED;
    }
    if (cut != null || future.isDone()) {
      response.cancel(true);
      InputStream open = stream;
      if (open != null) {
        try {
          open.close();
        } catch (IOException e) {
          lastWord = now;
        }
      }
    }
  }
}
