package io.parley.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How far something is: on a terminal one line that changes, elsewhere a line now and then. */
final class Progress {
  private static final long EVERY_NANOS = Duration.ofSeconds(10).toNanos();
  private static final Path STDERR = Path.of("/proc/self/fd/2");

  private final PrintWriter err;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private String last = "";
  private boolean printed = true;
  private long nextAt;

  Progress(PrintWriter err, boolean terminal, LongSupplier nanoTime) {
    this.err = err;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    nextAt = nanoTime.getAsLong() + EVERY_NANOS;
  }

  static Progress on(PrintWriter err) {
    return new Progress(err, onTerminal(), System::nanoTime);
  }

  /** Java does not tell where standard error goes; Linux does. */
  private static boolean onTerminal() {
    try {
      String target = Files.readSymbolicLink(STDERR).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException notLinux) {
      return false;
    }
  }

  synchronized void show(String text) {
    last = text;
    printed = terminal;
    if (terminal) {
      err.print("\r" + text);
      err.flush();
    } else if (nanoTime.getAsLong() - nextAt >= 0) {
      nextAt += EVERY_NANOS;
      line();
    }
  }

  /** Leaves the last state on a line of its own. */
  synchronized void end() {
    if (terminal) {
      err.println();
      err.flush();
    } else if (!printed) {
      line();
    }
  }

  private void line() {
    err.println(last);
    err.flush();
    printed = true;
  }
}
