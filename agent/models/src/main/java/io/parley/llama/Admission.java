package io.parley.llama;

import io.parley.engine.EngineException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who gets a slot and cells of the KV cache. A job enters only when all cells that it may come to
 * need are there, so that no decode call ever lacks one; prefixes that nobody uses give way.
 */
final class Admission {
  /** Cells beyond what is promised, for rounding and joints. */
  static final int SPARE_CELLS = 256;

  private final LoadedModel model;
  private final EngineSettings settings;
  private final LlamaContext context;
  private final Prefixes prefixes;
  private final boolean recurrent;
  private final Deque<Job> waiting = new ArrayDeque<>();
  private final Deque<Integer> sequences = new ArrayDeque<>();

  Admission(
      LoadedModel model,
      EngineSettings settings,
      LlamaContext context,
      Prefixes prefixes,
      boolean recurrent) {
    this.model = model;
    this.settings = settings;
    this.context = context;
    this.prefixes = prefixes;
    this.recurrent = recurrent;
    for (int i = 0; i < settings.slots(); i++) {
      sequences.add(i);
    }
  }

  int waiting() {
    return waiting.size();
  }

  void add(Job job) {
    waiting.add(job);
  }

  /** Drops waiting jobs that are over. */
  void sweep(long now) {
    waiting.removeIf(
        job -> {
          boolean over = over(job, now);
          if (over) {
            job.chooser.close();
          }
          return over;
        });
  }

  void failAll(EngineException failure) {
    waiting.forEach(job -> job.future.completeExceptionally(failure));
    waiting.forEach(job -> job.chooser.close());
    waiting.clear();
  }

  /** Whether nobody wants it any more, or its time is over, which is then said. */
  static boolean over(Job job, long now) {
    if (!job.future.isDone() && now >= job.deadlineNanos) {
      job.future.completeExceptionally(
          new EngineException(
              EngineException.Kind.EXPIRED, "the deadline passed before the first token"));
    }
    return job.future.isDone();
  }

  /** Moves jobs that have a place from the waiting ones to the active ones, oldest first. */
  void admit(List<Job> active) {
    while (!waiting.isEmpty() && !sequences.isEmpty()) {
      Job job = waiting.element();
      Prefixes.Prefix prefix = prefixFor(job);
      if (!makeRoom(active, job, prefix)) {
        if (prefix != null && prefix.users == 0 && !prefix.whole()) {
          prefixes.drop(prefix);
        }
        return;
      }
      waiting.remove();
      job.sequence = sequences.remove();
      if (prefix != null) {
        job.prefix = prefix;
        job.cached = Math.min(prefix.read, job.shared);
        prefix.users++;
        prefix.lastUse = System.nanoTime();
      }
      active.add(job);
    }
  }

  private Prefixes.@Nullable Prefix prefixFor(Job job) {
    if (job.request.prefix().isEmpty()) {
      return null;
    }
    Prefixes.Prefix prefix = prefixes.find(job.request.prefix(), job.adapter);
    if (prefix == null) {
      if (!prefixes.roomForOne()) {
        forget(prefixes.evict(null));
      }
      int[] tokens = model.tokenize(job.request.prefix(), true, true);
      if (!prefixes.roomForOne() || tokens.length == 0) {
        return null;
      }
      prefix = prefixes.add(job.request.prefix(), job.adapter, tokens);
    }
    int[] prompt = job.prompt();
    int mismatch = java.util.Arrays.mismatch(prompt, prefix.tokens);
    int common = mismatch < 0 ? prompt.length : mismatch;
    job.shared = Math.min(common, prompt.length - 1);
    boolean usable = job.shared > 0 && (!recurrent || job.shared == prefix.tokens.length);
    return usable ? prefix : null;
  }

  /** Gives up prefixes until the job fits; says whether it does. */
  private boolean makeRoom(List<Job> active, Job job, Prefixes.@Nullable Prefix prefix) {
    int needed = job.cells() - (prefix == null ? 0 : job.shared);
    while (true) {
      int taken = active.stream().mapToInt(other -> other.cells() - other.shared).sum();
      if (taken + prefixes.cells() + needed <= settings.kvTokens() + SPARE_CELLS / 2) {
        return true;
      }
      Prefixes.Prefix gone = prefixes.evict(prefix);
      if (gone == null) {
        return active.isEmpty();
      }
      forget(gone);
    }
  }

  private void forget(Prefixes.@Nullable Prefix prefix) {
    if (prefix != null) {
      context.remove(prefix.sequence, -1);
    }
  }

  /** Gives back what the job held. */
  void release(Job job) {
    Prefixes.Prefix prefix = job.prefix;
    if (prefix != null) {
      prefix.users--;
      job.prefix = null;
    }
    context.remove(job.sequence, -1);
    sequences.add(job.sequence);
    job.chooser.close();
  }
}
