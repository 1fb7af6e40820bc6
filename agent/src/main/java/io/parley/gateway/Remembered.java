package io.parley.gateway;

import io.parley.message.Answer;
import io.parley.message.DedupeKey;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What duplicates of a question share, for its whole life; of too many or too long answers, those
 * that came first are forgotten early. Safe for any thread.
 */
final class Remembered {
  private static final int MOST = 50_000;
  private static final int ENTRY_BYTES = 512;
  private static final long PART_BYTES = 256;

  private final long mostBytes;
  private final Map<DedupeKey, One> all = new ConcurrentHashMap<>();
  private final Queue<Ended> ended = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytes = new AtomicLong();

  /** One that keeps about as many bytes of answers at most. */
  Remembered(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Remembers a question; gives the answer of the first of its kind, or null if it is that. */
  @Nullable CompletableFuture<Answer> putIfAbsent(
      DedupeKey key, CompletableFuture<Answer> answer, Instant expires) {
    One one = new One(answer, expires);
    One first = all.putIfAbsent(key, one);
    if (first != null) {
      return first.answer();
    }
    var unused = answer.thenAccept(last -> ended(new Ended(key, one, bytes(last))));
    return null;
  }

  private void ended(Ended fresh) {
    ended.add(fresh);
    bytes.addAndGet(fresh.bytes());
    while (bytes.get() > mostBytes || all.size() > MOST) {
      Ended eldest = ended.poll();
      if (eldest == null) {
        return;
      }
      forget(eldest);
    }
  }

  /** Forgets those whose time is over. */
  void sweep(Instant now) {
    ended.removeIf(
        each -> {
          boolean over = each.one().expires().isBefore(now);
          if (over) {
            forget(each);
          }
          return over;
        });
  }

  private void forget(Ended each) {
    if (all.remove(each.key(), each.one())) {
      bytes.addAndGet(-each.bytes());
    }
  }

  /** About as many as it holds: Java's characters may take two bytes each. */
  private static long bytes(Answer answer) {
    return ENTRY_BYTES
        + PART_BYTES * answer.hops().size()
        + 2L * characters(answer.text())
        + 2L * characters(answer.data())
        + 2L * characters(answer.reason())
        + answer.evidence().stream()
            .mapToLong(each -> PART_BYTES + 2L * characters(each.value()))
            .sum();
  }

  private static int characters(@Nullable Object part) {
    return part == null ? 0 : String.valueOf(part).length();
  }

  private record One(CompletableFuture<Answer> answer, Instant expires) {}

  private record Ended(DedupeKey key, One one, long bytes) {}
}
