package io.parley.gateway;

import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.codec.Format;
import io.parley.codec.Limits;
import io.parley.message.Answer;
import io.parley.message.DedupeKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known of questions for their life and a minute after their answers; of too many or too
 * long answers, those that came first are forgotten early. What has ended is kept as the bytes of
 * its answer: there is much of it, and hardly any is asked for. Safe for any thread.
 */
final class Remembered {
  private static final int MOST = 50_000;
  private static final int ENTRY_BYTES = 256;
  private static final Met NEW = new Met.New();
  private static final Codec CODEC = new Codec(new Limits(Integer.MAX_VALUE, 40));

  private final long mostBytes;
  private final Clock clock;
  private final Map<DedupeKey, One> all = new ConcurrentHashMap<>();
  private final Queue<One> ended = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  /** One that keeps about as many bytes of answers at most. */
  Remembered(long mostBytes, Clock clock) {
    this.mostBytes = mostBytes;
    this.clock = clock;
  }

  /** What is known of a question that comes. */
  sealed interface Met {
    /** Nothing, or only what is over: it is remembered from now on. */
    record New() implements Met {}

    /** It is under way, or the broker delivered it again: there is one answer. */
    record Known(CompletableFuture<Answer> answer) implements Met {}

    /** It was answered a moment ago, and its asker asks again. */
    record Answered(CompletableFuture<Answer> answer) implements Met {}

    /** Another question of that name is under way. */
    record InUse() implements Met {}
  }

  /** Meets a question, whose answer will be this one if it is new. */
  Met meet(DedupeKey key, Asked asked, CompletableFuture<Answer> answer) {
    One one = new One(key, Fingerprint.of(asked), asked, answer, false);
    One first = all.putIfAbsent(key, one);
    while (first != null) {
      Met met = first.meet(one, clock.instant());
      if (!(met instanceof Met.New)) {
        return met;
      }
      if (all.replace(key, first, one)) {
        bytes.addAndGet(-first.size());
        first.emptied();
        first = null;
      } else {
        first = all.putIfAbsent(key, one);
      }
    }
    var unused = answer.thenAccept(last -> ended(one, last));
    return NEW;
  }

  /** Remembers what a former process of this node answered. */
  void recall(DedupeKey key, Asked asked, Answer answer) {
    One one =
        new One(key, Fingerprint.of(asked), asked, CompletableFuture.completedFuture(answer), true);
    if (all.putIfAbsent(key, one) == null) {
      ended(one, answer);
    }
  }

  /** Forgets a question that was none after all. */
  void forget(DedupeKey key, CompletableFuture<Answer> answer) {
    One one = all.get(key);
    if (one != null && one.underWay == answer) {
      all.remove(key, one);
    }
  }

  private void ended(One one, Answer answer) {
    if (all.get(one.key) != one) {
      return;
    }
    try {
      one.ended(answer, clock.instant());
    } catch (IllegalArgumentException notToBeWritten) {
      all.remove(one.key, one);
      return;
    }
    ended.add(one);
    int waiting = queued.incrementAndGet();
    bytes.addAndGet(one.size());
    while (bytes.get() > mostBytes || all.size() > MOST || waiting > MOST) {
      One eldest = ended.poll();
      if (eldest == null) {
        return;
      }
      waiting = queued.decrementAndGet();
      forget(eldest);
    }
  }

  /** Forgets those whose time is over. */
  void sweep(Instant now) {
    long millis = now.toEpochMilli();
    ended.removeIf(
        each -> {
          boolean over = each.until < millis;
          if (over) {
            queued.decrementAndGet();
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
    private final Fingerprint print;
    private final Instant received;
    private final boolean stamped;
    private final boolean recalled;
    private volatile @Nullable CompletableFuture<Answer> underWay;
    private volatile Instant answeredAt = Instant.MAX;
    private volatile byte[] said = NOTHING;
    volatile long until;

    One(
        DedupeKey key,
        Fingerprint print,
        Asked asked,
        CompletableFuture<Answer> underWay,
        boolean recalled) {
      this.key = key;
      this.print = print;
      this.received = asked.received();
      this.stamped = !asked.client().isEmpty();
      this.recalled = recalled;
      this.underWay = underWay;
      until = asked.expires().toEpochMilli();
    }

    /** What is delivered again may come after its time, and must not be told a second time then. */
    void ended(Answer answer, Instant now) {
      said = Codec.encode(answer, Format.JSON);
      answeredAt = now;
      until = Math.max(until, now.toEpochMilli()) + DedupeKey.COMES_AGAIN.toMillis();
      underWay = null;
    }

    void emptied() {
      said = NOTHING;
    }

    Met meet(One other, Instant now) {
      boolean same = print.equals(other.print);
      CompletableFuture<Answer> future = underWay;
      if (future != null) {
        return same ? new Met.Known(future) : new Met.InUse();
      }
      byte[] kept = said;
      if (!same || kept.length == 0) {
        return NEW;
      }
      if (deliveredAgain(other)) {
        return new Met.Known(answer(kept));
      }
      boolean over = !now.isBefore(answeredAt.plus(DedupeKey.COMES_AGAIN));
      return over ? NEW : new Met.Answered(answer(kept));
    }

    /**
     * The broker says when it took a question. Where it does not, what a former process of this
     * node told comes again because that process did not live to acknowledge it.
     */
    private boolean deliveredAgain(One other) {
      return stamped ? received.equals(other.received) : recalled;
    }

    private static CompletableFuture<Answer> answer(byte[] said) {
      try {
        return CompletableFuture.completedFuture(CODEC.answer(said, Format.JSON.contentType()));
      } catch (CodecException e) {
        throw new IllegalStateException("an answer that was written cannot be read", e);
      }
    }

    int size() {
      return ENTRY_BYTES + key.replyTopic().length() + key.name().length() + said.length;
    }
  }
}
