package io.parley.llama;

import io.parley.engine.EngineException;
import java.util.Locale;

/** The machines that libraries are known for: Linux with glibc, 64 bit. */
enum Platform {
  LINUX_X64("Linux/x86_64", "linux-x64"),
  LINUX_ARM64("Linux/aarch64", "linux-arm64");

  private final String jarFolder;
  private final String packFolder;

  Platform(String jarFolder, String packFolder) {
    this.jarFolder = jarFolder;
    this.packFolder = packFolder;
  }

  /** Where de.kherud:llama keeps its library for this machine. */
  String jarFolder() {
    return jarFolder;
  }

  /** What @node-llama-cpp calls this machine. */
  String packFolder() {
    return packFolder;
  }

  static Platform here() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    if (system.equals("linux") && (machine.equals("amd64") || machine.equals("x86_64"))) {
      return LINUX_X64;
    }
    if (system.equals("linux") && (machine.equals("aarch64") || machine.equals("arm64"))) {
      return LINUX_ARM64;
    }
    throw new EngineException(
        EngineException.Kind.UNAVAILABLE,
        "%s on %s: native engines are known for Linux on x86_64 and aarch64; use an OpenAI-compatible server"
            .formatted(system, machine));
  }
}
