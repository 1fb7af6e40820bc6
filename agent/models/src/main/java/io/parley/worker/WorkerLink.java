package io.parley.worker;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker process and the frames to and from it. Writing never blocks the caller: a stopped
 * process does not read, and its pipe fills.
 */
final class WorkerLink {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLink.class);
  private static final int LAST_LINES = 5;
  private static final byte[] END = {};

  private final Process process;
  private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final Consumer<Fields> onFrame;
  private final Consumer<String> onEnd;

  private WorkerLink(Process process, Consumer<Fields> onFrame, Consumer<String> onEnd) {
    this.process = process;
    this.onFrame = onFrame;
    this.onEnd = onEnd;
  }

  /**
   * Starts a process.
   *
   * @param onFrame hears every frame, on the link's reading thread
   * @param onEnd hears once that the process is gone or cannot be trusted any more, and why
   */
  static WorkerLink start(
      List<String> command, String name, Consumer<Fields> onFrame, Consumer<String> onEnd)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(WorkerCommand.environment());
    WorkerLink link = new WorkerLink(builder.start(), onFrame, onEnd);
    thread(link::read, "parley-worker-in-" + name);
    thread(link::write, "parley-worker-out-" + name);
    thread(link::drain, "parley-worker-err-" + name);
    return link;
  }

  private static void thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  long pid() {
    return process.pid();
  }

  /**
   * Sends a frame as soon as the process takes it.
   *
   * @throws FrameException if no frame can hold this
   */
  void send(Map<String, ?> frame) throws FrameException {
    outgoing.add(Frames.bytes(frame));
  }

  /** Sends a frame that surely is one. */
  void tell(Map<String, ?> frame) {
    try {
      send(frame);
    } catch (FrameException e) {
      throw new AssertionError("a frame of our own making", e);
    }
  }

  /** Processor time that it has taken, in nanoseconds; 0 where it cannot be known. */
  long cpuNanos() {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  /** Resident memory in bytes; 0 where it cannot be known. */
  long residentBytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/%d/status".formatted(pid())))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
    } catch (IOException | NumberFormatException e) {
      LOG.trace("memory of the worker is unknown: {}", e.toString());
    }
    return 0;
  }

  /** Ends the process at once, for this reason. */
  void kill(String why) {
    end(why);
  }

  /** Waits until the process is gone. */
  void awaitGone(long millis) {
    try {
      process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end(String why) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    process.destroyForcibly();
    outgoing.add(END);
    onEnd.accept(why);
  }

  private void read() {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
      for (Fields frame = Frames.read(in); frame != null; frame = Frames.read(in)) {
        onFrame.accept(frame);
      }
      int status = process.waitFor();
      end("it ended with status %d%s".formatted(status, lastWords()));
    } catch (IOException e) {
      end("it wrote what is no frame: %s%s".formatted(e.getMessage(), lastWords()));
    } catch (RuntimeException e) {
      end("its words cannot be taken: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end("the node is ending");
    }
  }

  private void write() {
    try (OutputStream out = process.getOutputStream()) {
      for (byte[] frame = outgoing.take(); frame != END; frame = outgoing.take()) {
        out.write(frame);
        if (outgoing.isEmpty()) {
          out.flush();
        }
      }
    } catch (IOException e) {
      end("it cannot be written to: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        LOG.debug("worker {}: {}", pid(), line);
        synchronized (lastLines) {
          lastLines.add(line);
          if (lastLines.size() > LAST_LINES) {
            lastLines.remove();
          }
        }
      }
    } catch (IOException e) {
      LOG.trace("standard error of worker {} ended: {}", pid(), e.toString());
    }
  }

  private String lastWords() {
    synchronized (lastLines) {
      return lastLines.isEmpty() ? "" : "; its last words: " + String.join(" | ", lastLines);
    }
  }
}
