package io.parley.worker;

import io.parley.engine.GenerationListener;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Something asked of a worker that is not answered yet. */
final class Pending {
  final long id;
  final CompletableFuture<?> future;
  final LongFunction<Map<String, Object>> frame;
  final Answered answered;
  final GenerationListener listener;
  final long deadlineNanos;
  int deaths;
  long sentNanos;
  boolean firstToken;
  private final StringBuilder told = new StringBuilder();
  private @Nullable StringBuilder again;

  /**
   * Something to ask.
   *
   * @param frame makes the frame for an id, when it is sent
   * @param answered takes the worker's answer and completes the future
   */
  Pending(
      long id,
      CompletableFuture<?> future,
      LongFunction<Map<String, Object>> frame,
      Answered answered,
      GenerationListener listener,
      long deadlineNanos) {
    this.id = id;
    this.future = future;
    this.frame = frame;
    this.answered = answered;
    this.listener = listener;
    this.deadlineNanos = deadlineNanos;
  }

  /** Takes what a worker answered. */
  interface Answered {
    void take(Fields frame) throws FrameException;
  }

  /** It was under way when the worker died and is asked again from the begin. */
  void died() {
    deaths++;
    firstToken = false;
    again = new StringBuilder();
  }

  /** Tells a piece, unless it was told before the worker died. */
  void piece(String piece) {
    firstToken = true;
    StringBuilder second = again;
    if (second == null) {
      told.append(piece);
      listener.decoded(piece);
      return;
    }
    second.append(piece);
    // Only what goes on from the words already told is told; another wording waits for the end.
    if (second.length() > told.length() && second.indexOf(told.toString()) == 0) {
      String news = second.substring(told.length());
      told.append(news);
      listener.decoded(news);
    }
  }
}
