package io.parley.coap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Requests that do what RFC 9175 and RFC 8516 ask of a client: an Echo is sent back, and who is
 * told to wait waits and tries again, until its time is over.
 */
final class Calls {
  private static final long LEAST_WAIT_MS = 1_000;

  private final CoapEndpoint endpoint;
  private final ScheduledExecutorService timer;
  private final Clock clock;
  private volatile byte @Nullable [] echo;
  private volatile boolean heard;

  Calls(CoapEndpoint endpoint, ScheduledExecutorService timer, Clock clock) {
    this.endpoint = endpoint;
    this.timer = timer;
    this.clock = clock;
  }

  /** Whether the last exchange was answered. */
  boolean heard() {
    return heard;
  }

  /** The time that so much patience lasts. */
  Instant in(Duration patience) {
    return clock.instant().plus(patience);
  }

  /**
   * Sends until there is a response, even one that refuses.
   *
   * @param fresh makes the request, anew for every try
   * @return exceptionally a {@link TimeoutException} when the time is over
   */
  CompletableFuture<Response> send(Supplier<Request> fresh, Instant until) {
    Call call = new Call(fresh, until);
    long left = Math.max(0, Duration.between(clock.instant(), until).toMillis());
    var timeout = timer.schedule(call::expire, left, TimeUnit.MILLISECONDS);
    var unused =
        call.response.whenComplete(
            (response, error) -> {
              timeout.cancel(false);
              call.stop();
            });
    call.attempt();
    return call.response;
  }

  private final class Call extends MessageObserverAdapter {
    private final Supplier<Request> fresh;
    private final Instant until;
    private final CompletableFuture<Response> response = new CompletableFuture<>();
    private volatile @Nullable Request current;

    Call(Supplier<Request> fresh, Instant until) {
      this.fresh = fresh;
      this.until = until;
    }

    void attempt() {
      if (response.isDone()) {
        return;
      }
      Request request = fresh.get();
      byte[] proof = echo;
      if (proof != null) {
        request.getOptions().addOtherOption(StandardOptionRegistry.ECHO.create(proof));
      }
      request.addMessageObserver(this);
      current = request;
      request.send(endpoint);
    }

    void expire() {
      response.completeExceptionally(new TimeoutException("no response in time"));
    }

    void stop() {
      Request request = current;
      if (request != null && request.getResponse() == null) {
        request.cancel();
      }
    }

    @Override
    public void onResponse(Response incoming) {
      heard = true;
      Option proof = incoming.getOptions().getOtherOption(StandardOptionRegistry.ECHO);
      if (incoming.getCode() == ResponseCode.UNAUTHORIZED && proof != null) {
        echo = proof.getValue();
        attempt();
      } else if (mustWait(incoming)) {
        again(Math.max(LEAST_WAIT_MS, incoming.getOptions().getMaxAge() * 1000));
      } else {
        response.complete(incoming);
      }
    }

    private boolean mustWait(Response incoming) {
      boolean later =
          incoming.getCode() == ResponseCode.TOO_MANY_REQUESTS
              || incoming.getCode() == ResponseCode.SERVICE_UNAVAILABLE;
      Instant next = clock.instant().plusSeconds(incoming.getOptions().getMaxAge());
      return later && next.isBefore(until);
    }

    private void again(long millis) {
      if (!timer.isShutdown()) {
        var unused = timer.schedule(this::attempt, millis, TimeUnit.MILLISECONDS);
      }
    }

    @Override
    public void onTimeout() {
      heard = false;
      again(LEAST_WAIT_MS);
    }

    @Override
    public void onSendError(Throwable error) {
      heard = false;
      again(LEAST_WAIT_MS);
    }

    @Override
    public void onReject() {
      heard = false;
      again(LEAST_WAIT_MS);
    }
  }
}
