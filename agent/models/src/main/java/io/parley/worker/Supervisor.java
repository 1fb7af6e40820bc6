package io.parley.worker;

import io.parley.engine.EngineException;
import io.parley.engine.ModelInfo;
import io.parley.llama.EngineSettings;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one worker alive. Everything here happens on one thread, the supervisor's. */
final class Supervisor {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final long TICK_MILLIS = 100;
  private static final int PING_TICKS = 50;
  private static final int MEMORY_TICKS = 10;
  private static final int FAILED_STARTS = 3;

  private final EngineSettings settings;
  private final Supervision rules;
  private final long ceiling;
  private final ScheduledExecutorService thread;
  private final WorkQueue work;
  private final Pace pace;
  private final CompletableFuture<ModelInfo> ready = new CompletableFuture<>();
  private final String name;
  private @Nullable WorkerLink link;
  private boolean open;
  private boolean closed;
  private int deaths;
  private int failedStarts;
  private int ticks;
  private long startedNanos;
  private final WorkerFace face;

  Supervisor(EngineSettings settings, Supervision rules, long ceiling) {
    this.settings = settings;
    this.rules = rules;
    this.ceiling = ceiling;
    this.name = settings.name();
    this.pace = new Pace(rules.silence());
    this.work = new WorkQueue(rules.mostWaiting(), settings.slots());
    this.face = new WorkerFace(name, settings.slots());
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(task, "parley-worker-" + name);
              made.setDaemon(true);
              return made;
            });
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.thread = executor;
  }

  WorkerFace face() {
    return face;
  }

  CompletableFuture<ModelInfo> ready() {
    return ready;
  }

  void start() {
    thread.execute(this::launch);
    var unused =
        thread.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  void ask(Pending pending) {
    try {
      thread.execute(
          () -> {
            work.add(pending, face.info().state());
            pump();
          });
    } catch (RejectedExecutionException e) {
      WorkQueue.fail(pending, EngineException.Kind.UNAVAILABLE, "the model is closed");
      return;
    }
    var unused = pending.future.whenComplete((value, error) -> onThread(() -> over(pending)));
  }

  void close() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    onThread(
        () -> {
          closed = true;
          face.state(ModelInfo.State.CLOSED);
          WorkerLink last = link;
          link = null;
          if (last != null) {
            last.kill("the model is closed");
            last.awaitGone(1000);
          }
          work.failAll(EngineException.Kind.UNAVAILABLE, "the model is closed");
          ready.completeExceptionally(unavailable("the model is closed"));
          done.complete(null);
        });
    if (!thread.isShutdown()) {
      done.completeOnTimeout(null, 2, TimeUnit.SECONDS).join();
      thread.shutdown();
    }
  }

  private void launch() {
    if (closed) {
      return;
    }
    open = false;
    startedNanos = System.nanoTime();
    pace.restart(startedNanos);
    try {
      WorkerLink[] made = new WorkerLink[1];
      made[0] =
          WorkerLink.start(
              WorkerCommand.of(name),
              name,
              frame -> onThread(() -> heard(made[0], frame)),
              why -> onThread(() -> died(made[0], why)));
      link = made[0];
      made[0].send(OpenForm.write(settings, face.info().snapshot()));
      face.started();
      show();
    } catch (IOException e) {
      died(null, "it cannot be started: " + e.getMessage());
    }
  }

  private void heard(@Nullable WorkerLink from, Fields frame) {
    if (from == null || from != link) {
      return;
    }
    try {
      String type = frame.text("type");
      switch (type) {
        case "ready" -> opened(frame);
        case "refused" -> refused(frame.text("text"));
        case "pong" -> pace.pong(System.nanoTime());
        default -> {
          pace.word(System.nanoTime());
          if (work.heard(type, frame)) {
            deaths = 0;
          }
          pump();
        }
      }
    } catch (FrameException e) {
      from.kill("it wrote a frame that means nothing: " + e.getMessage());
    }
  }

  private void opened(Fields frame) throws FrameException {
    open = true;
    failedStarts = 0;
    String kernels =
        "%s %s, %s"
            .formatted(
                settings.library().source(),
                settings.library().abi().version(),
                frame.text("system"));
    face.ready(frame, kernels);
    show();
    LOG.info(
        "model {} is ready after {} ms: {}",
        name,
        (System.nanoTime() - startedNanos) / 1_000_000,
        kernels);
    pace.restart(System.nanoTime());
    ready.complete(face.info());
    pump();
  }

  private void refused(String why) {
    LOG.error("model {} cannot be loaded: {}", name, why);
    WorkerLink last = link;
    link = null;
    if (last != null) {
      last.kill(why);
    }
    face.state(ModelInfo.State.FAILED);
    face.died(why);
    show();
    work.failAll(EngineException.Kind.UNAVAILABLE, why);
    ready.completeExceptionally(unavailable(why));
  }

  private void died(@Nullable WorkerLink which, String why) {
    if (closed || (which != null && which != link)) {
      return;
    }
    link = null;
    failedStarts += open ? 0 : 1;
    open = false;
    deaths++;
    LOG.warn("worker of model {} died: {}", name, why);
    work.died(why);
    boolean hopeless = failedStarts >= FAILED_STARTS;
    face.state(hopeless ? ModelInfo.State.FAILED : ModelInfo.State.LOADING);
    face.died(why);
    show();
    if (hopeless) {
      work.failAll(EngineException.Kind.UNAVAILABLE, "the worker does not start: " + why);
    }
    long wait = rules.firstBackOff().toMillis() << Math.min(20, deaths - 1);
    var unused =
        thread.schedule(
            this::launch, Math.min(wait, rules.mostBackOff().toMillis()), TimeUnit.MILLISECONDS);
  }

  private void pump() {
    WorkerLink to = link;
    if (to == null || !open) {
      return;
    }
    for (Pending next = work.next(); next != null; next = work.next()) {
      pace.sent(System.nanoTime());
      next.sentNanos = System.nanoTime();
      try {
        to.send(next.frame.apply(next.id));
      } catch (FrameException e) {
        WorkQueue.fail(next, EngineException.Kind.INVALID, String.valueOf(e.getMessage()));
      }
    }
  }

  private void over(Pending pending) {
    WorkerLink to = link;
    if (work.remove(pending) && to != null) {
      to.tell(Map.of("type", "cancel", "id", pending.id));
    }
    pump();
  }

  private void tick() {
    long now = System.nanoTime();
    ticks++;
    work.expire(now);
    WorkerLink to = link;
    if (to == null) {
      return;
    }
    String trouble = trouble(to, now);
    if (!trouble.isEmpty()) {
      to.kill(trouble);
      return;
    }
    if (open && ticks % PING_TICKS == 0 && !work.busy()) {
      pace.ping(now);
      to.tell(Map.of("type", "ping"));
    }
    show();
  }

  private String trouble(WorkerLink to, long now) {
    if (!open) {
      boolean late = now - startedNanos > rules.start().toNanos();
      return late ? "it was not ready within %s".formatted(rules.start()) : "";
    }
    if (work.firstTokenLate(now, rules.firstToken().toNanos())) {
      return "no first token within %s".formatted(rules.firstToken());
    }
    if (work.busy() && pace.quiet(now)) {
      pace.computed(to.cpuNanos(), now);
    }
    String silent = pace.silent(now, work.busy());
    if (silent.isEmpty() && ticks % MEMORY_TICKS == 0) {
      long resident = to.residentBytes();
      pace.memory(resident);
      if (resident > ceiling) {
        return "its memory of %d MB exceeds %d MB".formatted(resident >> 20, ceiling >> 20);
      }
    }
    return silent;
  }

  private void show() {
    WorkerLink now = link;
    face.show(now == null ? 0 : now.pid(), work, pace.memory());
  }

  private static EngineException unavailable(String why) {
    return new EngineException(EngineException.Kind.UNAVAILABLE, why);
  }

  private void onThread(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.trace("model {} is closed already", name);
    }
  }
}
