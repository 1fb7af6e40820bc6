package io.parley.device;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out what this runs on, from {@code /proc} and {@code /sys}. Reads only. */
public final class DeviceDetection {
  /** What kernels of llama.cpp are chosen by; the rest of a hundred flags says nothing here. */
  private static final Set<String> TELLING =
      Set.of(
          "asimd",
          "asimddp",
          "asimdhp",
          "i8mm",
          "sve",
          "sve2",
          "avx",
          "avx2",
          "avx512f",
          "avx512_vnni",
          "avx_vnni",
          "amx_int8",
          "f16c",
          "fma");

  /** A server with hundreds of processors fills a megabyte of cpuinfo. */
  private static final int LONGEST = 4 << 20;

  private final Path root;
  private final String architecture;
  private final int processors;
  private final DeviceProfiles profiles;

  /**
   * A detection.
   *
   * @param root where {@code proc} and {@code sys} lie: {@code /}
   * @param architecture {@code os.arch} of the JVM
   * @param processors what the JVM may use, 1 or more
   */
  public DeviceDetection(Path root, String architecture, int processors, DeviceProfiles profiles) {
    this.root = root;
    this.architecture = architecture.equals("amd64") ? "x86_64" : architecture;
    this.processors = processors;
    this.profiles = profiles;
  }

  /** The detection of the machine this JVM runs on. */
  public static DeviceDetection ofThisMachine() {
    return new DeviceDetection(
        Path.of("/"),
        System.getProperty("os.arch", "unknown"),
        Runtime.getRuntime().availableProcessors(),
        DeviceProfiles.bundled());
  }

  /** What was found; what could not be read is 0, empty or {@code unknown}. */
  public Device detect() {
    String tree = deviceTreeModel();
    String cpuinfo = read("proc/cpuinfo");
    String meminfo = read("proc/meminfo");
    long total = kibibytes(meminfo, "MemTotal");
    long available = kibibytes(meminfo, "MemAvailable");
    OptionalLong limit = containerLimit();
    if (limit.isPresent() && (total == 0 || limit.getAsLong() < total)) {
      total = limit.getAsLong();
      available = Math.min(available, total);
    }
    return new Device(
        profiles.match(tree, architecture, total),
        tree.isEmpty() ? processorName(cpuinfo) : tree,
        architecture,
        processors,
        total,
        available,
        features(cpuinfo));
  }

  private String deviceTreeModel() {
    for (String file : List.of("proc/device-tree/model", "sys/firmware/devicetree/base/model")) {
      String model = read(file).replace("\0", "").strip();
      if (!model.isEmpty()) {
        return model;
      }
    }
    return "";
  }

  /** Control group 2, then 1; a limit beyond any memory means none. */
  private OptionalLong containerLimit() {
    for (String file :
        List.of("sys/fs/cgroup/memory.max", "sys/fs/cgroup/memory/memory.limit_in_bytes")) {
      String limit = read(file).strip();
      if (limit.matches("[0-9]{1,18}")) {
        return OptionalLong.of(Long.parseLong(limit));
      }
    }
    return OptionalLong.empty();
  }

  private static String processorName(String cpuinfo) {
    for (String key : List.of("model name", "Model", "Hardware")) {
      Matcher line = Pattern.compile("(?m)^" + key + "\\s*:\\s*(.{1,200})$").matcher(cpuinfo);
      if (line.find()) {
        return line.group(1).strip();
      }
    }
    return "unknown";
  }

  private static Set<String> features(String cpuinfo) {
    Set<String> features = new TreeSet<>();
    Matcher line = Pattern.compile("(?m)^(?:flags|Features)\\s*:(.*)$").matcher(cpuinfo);
    if (line.find()) {
      for (String flag : line.group(1).toLowerCase(Locale.ROOT).strip().split("\\s+")) {
        if (TELLING.contains(flag)) {
          features.add(flag);
        }
      }
    }
    return features;
  }

  private static long kibibytes(String meminfo, String key) {
    Matcher line = Pattern.compile("(?m)^" + key + ":\\s*([0-9]{1,15}) kB$").matcher(meminfo);
    return line.find() ? Long.parseLong(line.group(1)) * 1024 : 0;
  }

  private String read(String file) {
    try (InputStream in = Files.newInputStream(root.resolve(file))) {
      return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
    } catch (IOException absent) {
      return "";
    }
  }

  /** What there is to say about a device at start, a line each, for people. */
  public static List<String> described(Device device) {
    List<String> lines = new ArrayList<>();
    lines.add("%s (%s)".formatted(device.title(), device.profile().title()));
    lines.add(
        "%s, %d cores, %d MiB memory, %d MiB for models"
            .formatted(
                device.architecture(),
                device.cores(),
                device.memoryBytes() >> 20,
                device.modelBytes() >> 20));
    lines.add("features: " + String.join(" ", new TreeSet<>(device.features())));
    return lines;
  }
}
