package io.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What figures are measured on. */
public final class Machine {
  private Machine() {}

  /**
   * The machine, by key.
   *
   * @param kernels which kernels a model runs on here; empty if none does
   * @param commit the version of this program
   */
  public static Map<String, Object> here(String kernels, String commit) {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("cpu", cpu());
    machine.put("cores", (long) Runtime.getRuntime().availableProcessors());
    machine.put("kernels", kernels);
    machine.put("java", System.getProperty("java.version", ""));
    machine.put("commit", commit);
    return machine;
  }

  private static String cpu() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name") || line.startsWith("Model"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch", ""));
    } catch (IOException e) {
      return System.getProperty("os.arch", "");
    }
  }
}
