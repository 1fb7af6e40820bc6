package io.parley.llama;

import io.parley.engine.EngineException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** What the engine's thread is to do, and who waits for it; nobody is left waiting at its end. */
final class Commands {
  private final BlockingQueue<Command> queue = new LinkedBlockingQueue<>();
  private volatile boolean ended;

  private record Command(Runnable work, CompletableFuture<?> future) {}

  int size() {
    return queue.size();
  }

  /** Adds some work; the future fails with what it throws, or because the end came first. */
  void add(CompletableFuture<?> future, Runnable work) {
    Command command = new Command(work, future);
    queue.add(command);
    if (ended && queue.remove(command)) {
      fail(command);
    }
  }

  /** Ends a wait for work. */
  void wake() {
    queue.add(new Command(() -> {}, new CompletableFuture<Void>()));
  }

  /** Does all that is there, and waits for the first of it if told so. */
  void run(boolean wait) throws InterruptedException {
    Command command = wait ? queue.take() : queue.poll();
    for (; command != null; command = queue.poll()) {
      try {
        command.work().run();
      } catch (EngineException e) {
        command.future().completeExceptionally(e);
      }
    }
  }

  /** Fails what is left and all that comes after. */
  void end() {
    ended = true;
    for (@Nullable Command left = queue.poll(); left != null; left = queue.poll()) {
      fail(left);
    }
  }

  private static void fail(Command command) {
    command
        .future()
        .completeExceptionally(
            new EngineException(EngineException.Kind.UNAVAILABLE, "the model has ended"));
  }
}
