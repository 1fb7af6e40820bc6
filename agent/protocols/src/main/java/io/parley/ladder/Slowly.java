package io.parley.ladder;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/**
 * Learners that take their time, such as a model: each kind that code made nothing of is put to
 * them a few times, one at a time and on a thread of its own. On the ladder's executor only.
 */
final class Slowly implements AutoCloseable {
  private static final int MOST_KINDS = 512;
  private static final int MOST_WAITING = 16;
  private static final int MOST_TRIES = 3;

  private final Noticing noticing;
  private final Executor ladder;
  private final Taker taker;
  private final OneThread own = new OneThread("ladder-learner");
  private final List<Learner> learners = new CopyOnWriteArrayList<>();
  private final ArrayDeque<Work> waiting = new ArrayDeque<>();
  private final Map<String, Integer> tries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > MOST_KINDS;
        }
      };

  /** Adopts what was learnt, on the ladder's executor. */
  interface Taker {
    boolean take(String kind, String asker, Learner.Learned learned);
  }

  private record Work(Learner learner, String kind, String asker, List<Exchange> examples) {}

  Slowly(int adoptAfter, Executor ladder, Taker taker) {
    this.noticing = new Noticing(adoptAfter);
    this.ladder = ladder;
    this.taker = taker;
  }

  void learner(Learner learner) {
    learners.add(learner);
  }

  void exchanged(Exchange exchange) {
    for (Learner learner : learners) {
      String kind = learner.kind(exchange).orElse("");
      List<Exchange> examples = kind.isEmpty() ? List.of() : noticing.notice(kind, exchange);
      if (!examples.isEmpty()
          && waiting.size() < MOST_WAITING
          && waiting.stream().noneMatch(work -> work.kind().equals(kind))
          && tries.merge(kind, 1, Integer::sum) <= MOST_TRIES) {
        waiting.add(new Work(learner, kind, exchange.asker(), examples));
        if (waiting.size() == 1) {
          next();
        }
      }
    }
  }

  private void next() {
    Work work = waiting.peek();
    if (work != null) {
      own.execute(() -> learn(work));
    }
  }

  private void learn(Work work) {
    Optional<Learner.Learned> learned = Optional.empty();
    try {
      learned = work.learner().learn(work.examples());
    } finally {
      Optional<Learner.Learned> found = learned;
      ladder.execute(() -> learnt(work, found));
    }
  }

  private void learnt(Work work, Optional<Learner.Learned> learned) {
    waiting.remove(work);
    try {
      if (learned.isPresent() && taker.take(work.kind(), work.asker(), learned.get())) {
        noticing.forget(work.kind());
        tries.remove(work.kind());
      }
    } finally {
      next();
    }
  }

  @Override
  public void close() {
    own.close();
  }
}
