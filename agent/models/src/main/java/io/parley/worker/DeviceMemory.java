package io.parley.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this machine, or this container, has. */
final class DeviceMemory {
  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final Path CGROUP = Path.of("/sys/fs/cgroup/memory.max");

  private DeviceMemory() {}

  /** Bytes; Long.MAX_VALUE where it cannot be known. */
  static long bytes() {
    long total = Long.MAX_VALUE;
    try {
      for (String line : Files.readAllLines(MEMINFO)) {
        if (line.startsWith("MemTotal:")) {
          total = Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
      if (Files.isReadable(CGROUP)) {
        String limit = Files.readString(CGROUP).strip();
        total = limit.equals("max") ? total : Math.min(total, Long.parseLong(limit));
      }
    } catch (IOException | NumberFormatException e) {
      return total;
    }
    return total;
  }
}
