package io.parley.gateway;

import io.parley.message.Answer;
import io.parley.message.DedupeKey;
import io.parley.message.Shown;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells questions that come again from new ones (SPEC ), counts them, and says so once
 * for each asker: whoever gives all questions one id would wonder.
 */
final class Duplicates {
  private static final Logger log = LoggerFactory.getLogger(Duplicates.class);
  private static final int MOST_WARNED = 1_000;

  /** Of the heap, for answers that would be told again: a sixteenth. */
  private static final long REMEMBERED_BYTES = Runtime.getRuntime().maxMemory() / 16;

  private static final Remembered.Met NEW = new Remembered.Met.New();

  private final Remembered remembered;
  private final LongAdder again = new LongAdder();
  private final LongAdder inUse = new LongAdder();
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  Duplicates(Clock clock) {
    remembered = new Remembered(REMEMBERED_BYTES, clock);
  }

  /** What is known of this question, whose answer will be this one if it is new. */
  Remembered.Met meet(Asked asked, CompletableFuture<Answer> answer) {
    Optional<DedupeKey> key = asked.key();
    if (key.isEmpty()) {
      return NEW;
    }
    Remembered.Met met = remembered.meet(key.get(), asked, answer);
    if (met instanceof Remembered.Met.InUse) {
      inUse.increment();
      warn(asked, key.get(), "another question has it and is under way, so it is refused");
    } else if (!(met instanceof Remembered.Met.New)) {
      again.increment();
      warn(asked, key.get(), "the same question had it a moment ago, so that answer counts");
    }
    return met;
  }

  private void warn(Asked asked, DedupeKey key, String what) {
    if (warned.size() < MOST_WARNED && warned.add(asked.principal())) {
      log.warn(
          "a question of '{}' with {}: {}; further ones are counted only",
          Shown.shortened(asked.principal()),
          Shown.shortened(key.name()),
          what);
    }
  }

  /** Remembers what a former process of this node answered. */
  void recall(Asked asked, Answer answer) {
    asked.key().ifPresent(key -> remembered.recall(key, asked, answer));
  }

  /** Forgets a question that was refused before it was one. */
  void forget(Asked asked, CompletableFuture<Answer> answer) {
    asked.key().ifPresent(key -> remembered.forget(key, answer));
  }

  void sweep(Instant now) {
    remembered.sweep(now);
  }

  /** How many questions came again. */
  long again() {
    return again.sum();
  }

  /** How many were refused since another one had their id. */
  long inUse() {
    return inUse.sum();
  }
}
