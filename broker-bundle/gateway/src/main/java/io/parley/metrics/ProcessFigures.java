package io.parley.metrics;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process costs its machine. */
final class ProcessFigures {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double MILLIS = 1_000.0;

  void register(Metrics metrics) {
    metrics.gauge("process_resident_bytes", ProcessFigures::residentBytes);
    metrics.gauge(
        "process_heap_bytes",
        () -> ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    metrics.gauge("process_threads", () -> ManagementFactory.getThreadMXBean().getThreadCount());
    metrics.gauge(
        "process_uptime_seconds", () -> ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS);
  }

  /** VmRSS of proc(5); 0 where there is none. */
  static double residentBytes() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
