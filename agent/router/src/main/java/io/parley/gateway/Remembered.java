package io.parley.gateway;

import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.codec.Format;
import io.parley.codec.Limits;
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
 * that came first are forgotten early. What has ended is kept as the bytes of its answer: there is
 * much of it, and hardly any is asked for. Safe for any thread.
 */
final class Remembered {
  private static final int MOST = 50_000;
  private static final int ENTRY_BYTES = 256;
  private static final Codec CODEC = new Codec(new Limits(Integer.MAX_VALUE, 40));

  private final long mostBytes;
  private final Map<DedupeKey, One> all = new ConcurrentHashMap<>();
  private final Queue<One> ended = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytes = new AtomicLong();

  /** One that keeps about as many bytes of answers at most. */
  Remembered(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Remembers a question; gives the answer of the first of its kind, or null if it is that. */
  @Nullable CompletableFuture<Answer> putIfAbsent(
      DedupeKey key, CompletableFuture<Answer> answer, Instant expires) {
    One one = new One(key, answer, expires.toEpochMilli());
    One first = all.putIfAbsent(key, one);
    if (first != null) {
      return first.answer();
    }
    var unused = answer.thenAccept(last -> ended(one, last));
    return null;
  }

  private void ended(One one, Answer answer) {
    try {
      one.ended(answer);
    } catch (IllegalArgumentException notToBeWritten) {
      all.remove(one.key, one);
      return;
    }
    ended.add(one);
    bytes.addAndGet(one.size());
    while (bytes.get() > mostBytes || all.size() > MOST) {
      One eldest = ended.poll();
      if (eldest == null) {
        return;
      }
      forget(eldest);
    }
  }

  /** Forgets those whose time is over. */
  void sweep(Instant now) {
    long millis = now.toEpochMilli();
    ended.removeIf(
        each -> {
          boolean over = each.expires < millis;
          if (over) {
            forget(each);
          }
          return over;
        });
  }

  private void forget(One each) {
    if (all.remove(each.key, each)) {
      bytes.addAndGet(-each.size());
    }
  }

  /** One question: under way, or ended. */
  private static final class One {
    private static final byte[] NOTHING = {};

    final DedupeKey key;
    final long expires;
    private volatile @Nullable CompletableFuture<Answer> underWay;
    private byte[] said = NOTHING;

    One(DedupeKey key, CompletableFuture<Answer> underWay, long expires) {
      this.key = key;
      this.underWay = underWay;
      this.expires = expires;
    }

    void ended(Answer answer) {
      said = Codec.encode(answer, Format.JSON);
      underWay = null;
    }

    CompletableFuture<Answer> answer() {
      CompletableFuture<Answer> future = underWay;
      if (future != null) {
        return future;
      }
      try {
        return CompletableFuture.completedFuture(CODEC.answer(said, Format.JSON.contentType()));
      } catch (CodecException e) {
        throw new IllegalStateException("an answer that was written cannot be read", e);
      }
    }

    int size() {
      return ENTRY_BYTES + key.from().length() + key.name().length() + said.length;
    }
  }
}
