package io.parley.worker;

import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import io.parley.engine.ModelInfo;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for a worker and what it works on. What was under way when a worker died goes first
 * afterwards, and alone: if it was the cause, it takes nothing else down with it again.
 */
final class WorkQueue {
  private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);
  private static final long GRACE_NANOS = 250_000_000;

  private final int most;
  private final int slots;
  private final Deque<Pending> waiting = new ArrayDeque<>();
  private final Map<Long, Pending> running = new LinkedHashMap<>();
  private double tokensPerSecond;

  WorkQueue(int most, int slots) {
    this.most = most;
    this.slots = slots;
  }

  int waiting() {
    return waiting.size();
  }

  int running() {
    return running.size();
  }

  boolean busy() {
    return !running.isEmpty();
  }

  double tokensPerSecond() {
    return tokensPerSecond;
  }

  void add(Pending pending, ModelInfo.State state) {
    if (state == ModelInfo.State.CLOSED || state == ModelInfo.State.FAILED) {
      fail(pending, EngineException.Kind.UNAVAILABLE, "the model is " + state);
    } else if (waiting.size() >= most) {
      fail(pending, EngineException.Kind.BUSY, "%d questions wait already".formatted(most));
    } else if (!pending.future.isDone()) {
      waiting.add(pending);
    }
  }

  /** The next to send, or null if nothing may be sent now. */
  @Nullable Pending next() {
    Pending next = waiting.peek();
    boolean aloneNow = running.values().stream().anyMatch(pending -> pending.deaths > 0);
    if (next == null
        || aloneNow
        || running.size() >= slots
        || (next.deaths > 0 && !running.isEmpty())) {
      return null;
    }
    waiting.remove();
    running.put(next.id, next);
    return next;
  }

  /** Takes a worker's word about one of them; says whether something was answered. */
  boolean heard(String type, Fields frame) throws FrameException {
    Pending pending = running.get(frame.number("id"));
    if (pending == null) {
      return false;
    }
    switch (type) {
      case "prefilled" -> tell(pending, frame.whole("tokens"), frame.whole("of"));
      case "decoded" -> tell(pending, frame.text("piece"));
      case "done" -> {
        running.remove(pending.id);
        pending.answered.take(frame);
        measure(pending);
        return true;
      }
      case "error" -> {
        running.remove(pending.id);
        fail(pending, kind(frame.text("kind")), frame.text("text"));
        return true;
      }
      default -> throw new FrameException("type %s is not known".formatted(type));
    }
    return false;
  }

  /** Takes it off; says whether the worker has to be told. */
  boolean remove(Pending pending) {
    waiting.remove(pending);
    return running.remove(pending.id) != null;
  }

  /** The worker died: what was under way waits once more, or fails. */
  void died(String why) {
    List<Pending> under = List.copyOf(running.values());
    running.clear();
    for (int i = under.size() - 1; i >= 0; i--) {
      Pending pending = under.get(i);
      if (pending.deaths > 0) {
        fail(
            pending,
            EngineException.Kind.CRASHED,
            "the worker died twice over this question: " + why);
      } else {
        pending.died();
        waiting.addFirst(pending);
      }
    }
  }

  void expire(long now) {
    List<Pending> late = waiting.stream().filter(pending -> now >= pending.deadlineNanos).toList();
    late.forEach(pending -> fail(pending, EngineException.Kind.EXPIRED, "it waited too long"));
    List.copyOf(running.values()).stream()
        .filter(pending -> now >= pending.deadlineNanos + GRACE_NANOS)
        .forEach(
            pending ->
                fail(
                    pending,
                    EngineException.Kind.EXPIRED,
                    "the worker did not answer by the deadline"));
  }

  boolean firstTokenLate(long now, long most) {
    return running.values().stream()
        .anyMatch(pending -> !pending.firstToken && now - pending.sentNanos > most);
  }

  void failAll(EngineException.Kind kind, String why) {
    List<Pending> all = new java.util.ArrayList<>(waiting);
    all.addAll(running.values());
    waiting.clear();
    running.clear();
    all.forEach(pending -> fail(pending, kind, why));
  }

  static void fail(Pending pending, EngineException.Kind kind, String why) {
    pending.future.completeExceptionally(new EngineException(kind, why));
  }

  private static EngineException.Kind kind(String name) throws FrameException {
    for (EngineException.Kind kind : EngineException.Kind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw new FrameException("kind %s is not known".formatted(name));
  }

  private void measure(Pending pending) {
    if (pending.future.getNow(null) instanceof Generation generation) {
      long ms = generation.ms() - generation.firstTokenMs();
      int tokens = generation.tokens().size() - 1;
      if (tokens > 1 && ms > 0) {
        double rate = tokens * 1000.0 / ms;
        tokensPerSecond = tokensPerSecond == 0 ? rate : 0.8 * tokensPerSecond + 0.2 * rate;
      }
    }
  }

  private static void tell(Pending pending, int tokens, int of) {
    try {
      pending.listener.prefilled(tokens, of);
    } catch (RuntimeException e) {
      LOG.warn("a listener failed", e);
    }
  }

  private static void tell(Pending pending, String piece) {
    try {
      pending.piece(piece);
    } catch (RuntimeException e) {
      LOG.warn("a listener failed", e);
    }
  }
}
