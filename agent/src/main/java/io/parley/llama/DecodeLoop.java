package io.parley.llama;

import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  private static final int SPARE_CELLS = 256;
  private static final double ROUND_SECONDS = 0.3;
  private static final double SHARED_ROUND_SECONDS = 0.12;
  private static final int LEAST_PIECE = 16;

  private final LoadedModel model;
  private final EngineSettings settings;
  private final LlamaContext context;
  private final Map<String, Long> adapters;
  private final Prefixes prefixes;
  private final DecodeBatch batch = new DecodeBatch(BATCH);
  private final Deque<Job> waiting = new ArrayDeque<>();
  private final List<Job> active = new ArrayList<>();
  private final Deque<Integer> sequences = new ArrayDeque<>();
  private final JobSteps steps;
  private final boolean recurrent;
  private Prefixes.AdapterUse adapter = Prefixes.AdapterUse.NONE;
  private int round;
  private int piece = 32;
  private double tokensPerSecond;

  DecodeLoop(LoadedModel model, EngineSettings settings, Map<String, Long> adapters) {
    this.model = model;
    this.settings = settings;
    this.adapters = adapters;
    int cells = (settings.kvTokens() + SPARE_CELLS + 255) / 256 * 256;
    int all = settings.slots() + PREFIXES;
    this.context =
        new LlamaContext(model, new ContextPlan(cells, BATCH, all, settings.threads(), false));
    for (int i = 0; i < settings.slots(); i++) {
      sequences.add(i);
    }
    this.prefixes = new Prefixes(settings.slots(), PREFIXES);
    this.steps = new JobSteps(model);
    this.recurrent = model.recurrent();
  }

  /** Nothing is waiting and nothing is being answered. */
  boolean idle() {
    return waiting.isEmpty() && active.isEmpty();
  }

  int load() {
    return waiting.size() + active.size();
  }

  double tokensPerSecond() {
    return tokensPerSecond;
  }

  void add(Job job) {
    waiting.add(job);
  }

  /** Does one round. */
  void round() {
    long now = System.nanoTime();
    sweep(now);
    admit();
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
    waiting.forEach(job -> job.future.completeExceptionally(failure));
    waiting.forEach(job -> job.chooser.close());
    waiting.clear();
    for (Job job : List.copyOf(active)) {
      release(job);
      job.future.completeExceptionally(failure);
    }
  }

  private void sweep(long now) {
    waiting.removeIf(
        job -> {
          boolean over = over(job, now);
          if (over) {
            job.chooser.close();
          }
          return over;
        });
    for (Job job : List.copyOf(active)) {
      if (!job.chosen.isEmpty() && !job.future.isDone() && now >= job.deadlineNanos) {
        finish(job, Generation.End.DEADLINE);
      } else if (over(job, now)) {
        release(job);
      }
    }
  }

  private static boolean over(Job job, long now) {
    if (!job.future.isDone() && now >= job.deadlineNanos) {
      job.future.completeExceptionally(
          new EngineException(
              EngineException.Kind.EXPIRED, "the deadline passed before the first token"));
    }
    return job.future.isDone();
  }

  private void admit() {
    while (!waiting.isEmpty() && !sequences.isEmpty()) {
      Job job = waiting.element();
      Prefixes.Prefix prefix = prefixFor(job);
      if (!makeRoom(job, prefix)) {
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
  private boolean makeRoom(Job job, Prefixes.@Nullable Prefix prefix) {
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
        int place = job.logitsAt;
        job.logitsAt = -1;
        Generation.End end = steps.choose(job, context.logits(place));
        if (end != null) {
          finish(job, end);
        }
      }
      job.put = 0;
    }
    prefixes.settle();
    measure(read, (System.nanoTime() - begun) / 1e9);
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
    tokensPerSecond =
        tokensPerSecond == 0 ? all / seconds : 0.9 * tokensPerSecond + 0.1 * all / seconds;
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
    Prefixes.Prefix prefix = job.prefix;
    if (prefix != null) {
      prefix.users--;
      job.prefix = null;
    }
    context.remove(job.sequence, -1);
    sequences.add(job.sequence);
    job.chooser.close();
  }

  @Override
  public void close() {
    context.close();
  }
}
