package io.parley.coap;

import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Reply;
import io.parley.codec.Trees;
import io.parley.message.Answer;
import io.parley.message.Frame;
import io.parley.transport.Transport.Sent;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.jspecify.annotations.Nullable;

/** Waits for an answer at its location: observes it, and tells what is new until the status. */
final class Fetch {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Codec CODEC = new Codec();
  private static final Trees TREES = new Trees(Limits.USUAL);
  private static final Duration LAST_LOOK = Duration.ofSeconds(5);

  private final CoapDevice device;
  private final String place;
  private final Sent sent;
  private final Consumer<Reply> before;
  private final CompletableFuture<Answer> answer;
  private int seq;
  private int told;

  Fetch(
      CoapDevice device,
      String place,
      Sent sent,
      Consumer<Reply> before,
      CompletableFuture<Answer> answer) {
    this.device = device;
    this.place = place;
    this.sent = sent;
    this.before = before;
    this.answer = answer;
  }

  void start() {
    AutoCloseable observation = device.watch(place + "?full", this::heard);
    long left = Math.max(0, Duration.between(CLOCK.instant(), sent.until()).toMillis());
    var unused =
        answer
            .orTimeout(left, TimeUnit.MILLISECONDS)
            .whenComplete((done, error) -> end(observation, error));
  }

  private void end(AutoCloseable observation, @Nullable Throwable error) {
    try {
      observation.close();
    } catch (Exception e) {
      throw new IllegalStateException("an observation ends without a word", e);
    }
    if (answer.isCancelled() || error instanceof TimeoutException) {
      // Taken back: the entrance forgets it, and cancels what is not done.
      var unused = device.exchange(Request::newDelete, place, CLOCK.instant().plus(LAST_LOOK));
    }
  }

  private synchronized void heard(Response response) {
    byte[] payload = response.getPayload();
    String type = Responses.type(response);
    if (type == null || answer.isDone()) {
      return;
    }
    try {
      Object tree =
          type.equals("application/msgpack") ? TREES.fromMsgPack(payload) : TREES.fromJson(payload);
      if (tree instanceof Map<?, ?> map && map.get("status") == null) {
        part(map.get("text"));
        return;
      }
      Answer came = CODEC.answer(payload, type);
      if (came.provisional()) {
        before.accept(new Reply.Whole(came));
      } else {
        answer.complete(came);
      }
    } catch (CodecException e) {
      answer.completeExceptionally(e);
    }
  }

  /** The resource holds all text so far; what is new of it is a frame. */
  private void part(@Nullable Object text) {
    if (text instanceof String all && all.length() > told) {
      String delta = all.substring(told);
      told = all.length();
      before.accept(new Reply.Part(new Frame(sent.question().id(), seq++, delta, null)));
    }
  }
}
