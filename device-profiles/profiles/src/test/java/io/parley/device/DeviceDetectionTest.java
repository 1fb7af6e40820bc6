package io.parley.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeviceDetectionTest {
  private static final long GIB = 1L << 30;

  @TempDir Path root;

  private void put(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void memory(long bytes) throws IOException {
    put(
        "proc/meminfo",
        "MemTotal:       %d kB\nMemFree: 1 kB\nMemAvailable:   %d kB\n"
            .formatted(bytes / 1024, bytes / 2048));
  }

  private Device detect(String architecture) {
    return new DeviceDetection(root, architecture, 4, DeviceProfiles.bundled()).detect();
  }

  @ParameterizedTest
  @CsvSource({
    "Raspberry Pi Zero 2 W Rev 1.0, pi-zero-2",
    "Raspberry Pi 3 Model B Plus Rev 1.3, pi-3",
    "Raspberry Pi 4 Model B Rev 1.4, pi-4",
    "Raspberry Pi 400 Rev 1.0, pi-4",
    "Raspberry Pi 5 Model B Rev 1.0, pi-5",
    "Raspberry Pi Compute Module 5 Rev 1.0, pi-5",
    "NVIDIA Jetson Orin Nano Engineering Reference Developer Kit Super, jetson-orin-nano",
    "NVIDIA Jetson Orin NX Engineering Reference Developer Kit, jetson-orin-nx"
  })
  void boardsAreKnownByTheirDeviceTree(String model, String profile) throws IOException {
    put("proc/device-tree/model", model + "\0");
    memory(2 * GIB);
    Device device = detect("aarch64");
    assertEquals(profile, device.profile().id());
    assertEquals(model, device.title());
  }

  @ParameterizedTest
  @CsvSource({
    "16384, amd64, x86-server",
    "16384, aarch64, generic-4gb",
    "3700, x86_64, generic-4gb",
    "1900, x86_64, generic-2gb",
    "950, armv7l, generic-1gb",
    "480, riscv64, generic-512mb",
    "64, x86_64, generic-512mb"
  })
  void otherMachinesAreKnownByTheirMemory(long mib, String architecture, String profile)
      throws IOException {
    memory(mib << 20);
    assertEquals(profile, detect(architecture).profile().id());
  }

  @Test
  void aPiIsSeenAsItIs() throws IOException {
    put("sys/firmware/devicetree/base/model", "Raspberry Pi 5 Model B Rev 1.0\0");
    put(
        "proc/cpuinfo",
        """
        processor\t: 0
        BogoMIPS\t: 108.00
        Features\t: fp asimd evtstrm aes asimdhp cpuid asimdrdm asimddp

        Model\t\t: Raspberry Pi 5 Model B Rev 1.0
        """);
    memory(8 * GIB);
    Device device = detect("aarch64");
    assertEquals(Set.of("asimd", "asimdhp", "asimddp"), device.features());
    assertEquals(8 * GIB, device.memoryBytes());
    assertEquals(4 * GIB, device.availableBytes());
    assertEquals(8 * GIB - (450L << 20), device.modelBytes());
    assertEquals(3, device.threads());
    assertTrue(Catalogue.bundled().models().stream().allMatch(device::fits));
    assertTrue(DeviceDetection.described(device).get(1).contains("7742 MiB for models"));
  }

  @Test
  void aServerIsNamedByItsProcessor() throws IOException {
    put(
        "proc/cpuinfo",
        "processor\t: 0\nmodel name\t: Intel(R) Xeon(R) Processor\nflags\t\t: fpu avx2 avx512f\n");
    memory(32 * GIB);
    Device device = detect("amd64");
    assertEquals("Intel(R) Xeon(R) Processor", device.title());
    assertEquals(Set.of("avx2", "avx512f"), device.features());
    assertEquals("x86_64", device.architecture());
    assertEquals(3, device.threads());
  }

  @Test
  void aContainerHasTheMemoryOfItsLimit() throws IOException {
    memory(32 * GIB);
    put("sys/fs/cgroup/memory.max", "1073741824\n");
    Device device = detect("amd64");
    assertEquals(GIB, device.memoryBytes());
    assertEquals("generic-1gb", device.profile().id());
    put("sys/fs/cgroup/memory.max", "max\n");
    assertEquals(32 * GIB, detect("amd64").memoryBytes());
  }

  @Test
  void whereNothingCanBeReadTheLeastIsAssumed() {
    Device device = detect("amd64");
    assertEquals("generic-512mb", device.profile().id());
    assertEquals("unknown", device.title());
    assertEquals(0, device.modelBytes());
    assertFalse(Catalogue.bundled().models().stream().anyMatch(device::fits));
  }

  @Test
  void thisMachineIsFound() {
    Device device = DeviceDetection.ofThisMachine().detect();
    assertTrue(device.cores() >= 1);
    assertFalse(device.title().isEmpty());
  }
}
