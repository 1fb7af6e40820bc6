package io.parley.llama;

import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Continuous batching: every round takes one token of each question that is being answered and a
 * piece of the prompts that are being read, in one native call. The pieces are sized so that a
 * round stays short, because cancelling and progress happen between rounds. Only the engine's
 * thread comes here.
 */
final class DecodeLoop implements AutoCloseable {
  /** Most tokens of one native call; compute buffers grow with it. */
  static final int BATCH = 256;

  /** How many prefixes are kept besides the slots. */
  static final int PREFIXES = 4;

  private static final double ROUND_SECONDS = 0.3;
  private static final double SHARED_ROUND_SECONDS = 0.12;
  private static final int LEAST_PIECE = 16;

  private final LoadedModel model;
  private final LlamaContext context;
  private final Map<String, Long> adapters;
  private final Prefixes prefixes;
  private final Admission admission;
  private final DecodeBatch batch = new DecodeBatch(BATCH);
  private final List<Job> active = new ArrayList<>();
  private final JobSteps steps;
  private final boolean recurrent;
  private Prefixes.AdapterUse adapter = Prefixes.AdapterUse.NONE;
  private int round;
  private int piece = 32;

  DecodeLoop(LoadedModel model, EngineSettings settings, Map<String, Long> adapters) {
    this.model = model;
    this.adapters = adapters;
    int cells = (settings.kvTokens() + Admission.SPARE_CELLS + 255) / 256 * 256;
    int all = settings.slots() + PREFIXES;
    this.context =
        new LlamaContext(model, new ContextPlan(cells, BATCH, all, settings.threads(), false));
    this.prefixes = new Prefixes(settings.slots(), PREFIXES);
    this.steps = new JobSteps(model);
    this.recurrent = model.recurrent();
    this.admission = new Admission(model, settings, context, prefixes, recurrent);
  }

  /** Nothing is waiting and nothing is being answered. */
  boolean idle() {
    return admission.waiting() == 0 && active.isEmpty();
  }

  void add(Job job) {
    admission.add(job);
  }

  /** Does one round. */
  void round() {
    long now = System.nanoTime();
    sweep(now);
    admission.admit(active);
    if (active.isEmpty()) {
      return;
    }
    for (Job job : List.copyOf(active)) {
      startAfterPrefix(job);
    }
    selectAdapter();
    int read = fill();
    if (batch.count() > 0) {
      decode(read, now);
    }
  }

  /** Ends everything with this failure. */
  void failAll(EngineException failure) {
    admission.failAll(failure);
    for (Job job : List.copyOf(active)) {
      release(job);
      job.future.completeExceptionally(failure);
    }
  }

  private void sweep(long now) {
    admission.sweep(now);
    for (Job job : List.copyOf(active)) {
      if (!job.chosen.isEmpty() && !job.future.isDone() && now >= job.deadlineNanos) {
        finish(job, Generation.End.DEADLINE);
      } else if (Admission.over(job, now)) {
        release(job);
      }
    }
  }

  private void startAfterPrefix(Job job) {
    Prefixes.Prefix prefix = job.prefix;
    if (prefix != null && prefix.whole()) {
      context.copy(prefix.sequence, job.sequence, job.shared, recurrent);
      job.fed = job.shared;
      prefix.users--;
      job.prefix = null;
    }
  }

  private void selectAdapter() {
    Set<Prefixes.AdapterUse> wanted = new LinkedHashSet<>();
    active.forEach(job -> wanted.add(job.adapter));
    Prefixes.AdapterUse next = List.copyOf(wanted).get(round++ % wanted.size());
    if (!next.equals(adapter)) {
      context.adapter(adapters.getOrDefault(next.name(), 0L), next.scale());
      adapter = next;
    }
  }

  /** Fills the batch and gives how many prompt tokens it reads. */
  private int fill() {
    batch.clear();
    for (Job job : active) {
      if (job.adapter.equals(adapter) && job.decoding()) {
        steps.put(job, batch, batch.room());
      }
    }
    int decoding = batch.count();
    for (Prefixes.Prefix prefix : prefixes.unread()) {
      int most = Math.min(batch.room(), piece - (batch.count() - decoding));
      for (int i = 0; i < most && prefix.adapter.equals(adapter) && !prefix.whole(); i++) {
        batch.add(prefix.tokens[prefix.read], prefix.read, prefix.sequence, false);
        prefix.read++;
      }
    }
    for (Job job : active) {
      int most = Math.min(batch.room(), piece - (batch.count() - decoding));
      if (job.adapter.equals(adapter) && !job.decoding() && !job.waitsForPrefix() && most > 0) {
        steps.put(job, batch, most);
      }
    }
    return batch.count() - decoding;
  }

  private void decode(int read, long begun) {
    int result = context.decode(batch);
    if (result < 0 || (result == 1 && piece <= 1)) {
      throw new EngineException(
          EngineException.Kind.CRASHED,
          "llama_decode gave %d: %s".formatted(result, model.natives().takeErrors()));
    }
    if (result == 1) {
      // No place for so many at once: the same again in smaller pieces.
      piece = Math.max(1, Math.min(piece, batch.count()) / 2);
      prefixes.rewind();
      active.forEach(steps::rewind);
      return;
    }
    for (Job job : List.copyOf(active)) {
      tellProgress(job);
      if (job.logitsAt >= 0) {
        choose(job);
      }
      job.put = 0;
    }
    prefixes.settle();
    measure(read, (System.nanoTime() - begun) / 1e9);
  }

  private void choose(Job job) {
    int place = job.logitsAt;
    job.logitsAt = -1;
    try {
      Generation.End end = steps.choose(job, context.logits(place));
      if (end != null) {
        finish(job, end);
      }
    } catch (EngineException e) {
      if (e.kind() != EngineException.Kind.INVALID) {
        throw e;
      }
      // What only this question is to blame for ends only this question.
      release(job);
      job.future.completeExceptionally(e);
    }
  }

  private void tellProgress(Job job) {
    Prefixes.Prefix prefix = job.prefix;
    if (job.chosen.isEmpty()) {
      int done = prefix == null ? job.fed : Math.min(prefix.read, job.shared);
      job.listener.prefilled(done, job.promptTokens);
    }
  }

  private void measure(int read, double seconds) {
    int all = batch.count();
    if (read >= LEAST_PIECE) {
      double target = all > read ? SHARED_ROUND_SECONDS : ROUND_SECONDS;
      int fitting = (int) (read * target / seconds);
      piece = Math.max(LEAST_PIECE, Math.min(BATCH, Math.min(fitting, piece * 2)));
    } else if (piece < LEAST_PIECE && read > 0) {
      piece = LEAST_PIECE;
    }
  }

  private void finish(Job job, Generation.End end) {
    release(job);
    job.future.complete(job.result(end, System.nanoTime()));
  }

  private void release(Job job) {
    active.remove(job);
    admission.release(job);
  }

  @Override
  public void close() {
    context.close();
  }
}
