package io.parley.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnergyMeterTest {
  private static final long SECOND = 1_000_000_000;
  @TempDir Path sys;

  private Path rapl(long microjoules) throws IOException {
    Path zone = Files.createDirectories(sys.resolve("class/powercap/intel-rapl:0"));
    Files.writeString(zone.resolve("max_energy_range_uj"), "100000000\n");
    return Files.writeString(zone.resolve("energy_uj"), microjoules + "\n");
  }

  @Test
  void joulesAreAboveIdleAndSharedAmongThoseUnderWay() throws IOException {
    rapl(0);
    EnergyMeter meter = EnergyMeter.of(RaplSource.find(sys).orElseThrow());
    for (int i = 0; i <= 12; i++) {
      rapl(2_500_000L * i); // 10 W, four times a second
      meter.read(SECOND / 4 * i);
    }
    EnergyMeter.Measurement one = meter.begin(3 * SECOND);
    rapl(30_000_000 + 14_000_000);
    EnergyMeter.Measurement two = meter.begin(4 * SECOND);
    rapl(44_000_000 + 30_000_000);
    // first second: 14 J less 10 idle, alone; second one: 30 J less 10 idle, shared by two
    assertEquals(4 + 10, nonNull(one.end(5 * SECOND)), 1e-6);
    assertEquals(10, nonNull(two.end(5 * SECOND)), 1e-6);
    assertEquals("rapl package, idle subtracted", meter.method());
  }

  private static double nonNull(Double joules) {
    assertNotNull(joules);
    return joules;
  }

  @Test
  void aCounterThatWrapsGoesOn() throws IOException {
    rapl(99_000_000);
    PowerSource source = RaplSource.find(sys).orElseThrow();
    double before = source.joules(0);
    rapl(1_000_000);
    assertEquals(2, source.joules(1) - before, 1e-9);
  }

  @Test
  void nothingIsToldBeforeIdleIsKnownOrAfterTheSourceFailed() throws IOException {
    Path counter = rapl(0);
    EnergyMeter meter = EnergyMeter.of(RaplSource.find(sys).orElseThrow());
    EnergyMeter.Measurement early = meter.begin(0);
    rapl(5_000_000);
    assertNull(early.end(SECOND));
    for (int i = 1; i < 5; i++) {
      rapl(5_000_000 + 1_000_000L * i);
      meter.read(SECOND * (i + 1));
    }
    EnergyMeter.Measurement broken = meter.begin(5 * SECOND);
    Files.delete(counter);
    assertNull(broken.end(6 * SECOND));
  }

  @Test
  void theJetsonRailIsFoundByNameAndLabel() throws IOException {
    Path other = Files.createDirectories(sys.resolve("class/hwmon/hwmon0"));
    Files.writeString(other.resolve("name"), "cpu_thermal\n");
    Path chip = Files.createDirectories(sys.resolve("class/hwmon/hwmon3"));
    Files.writeString(chip.resolve("name"), "ina3221\n");
    Files.writeString(chip.resolve("in1_label"), "VDD_CPU_GPU_CV\n");
    Files.writeString(chip.resolve("in2_label"), "VDD_IN\n");
    Files.writeString(chip.resolve("in2_input"), "5000\n");
    Files.writeString(chip.resolve("curr2_input"), "1600\n");
    PowerSource source = Ina3221Source.find(sys).orElseThrow();
    assertEquals("ina3221 VDD_IN", source.method());
    assertEquals(0, source.joules(0));
    assertEquals(16, source.joules(2 * SECOND), 1e-9);
    assertEquals(Optional.empty(), RaplSource.find(sys));
  }

  @Test
  void thePisPowerChipIsReadAndCalledAnEstimate() throws IOException {
    String words =
        """
        3V7_WL_SW_A current(0)=0.10000000A
        3V3_SYS_A current(1)=0.20000000A
        1V8_SYS_A current(2)=0.50000000A
        VDD_CORE_A current(7)=2.00000000A
        3V7_WL_SW_V volt(8)=3.70000000V
        3V3_SYS_V volt(9)=3.30000000V
        1V8_SYS_V volt(10)=1.80000000V
        VDD_CORE_V volt(15)=0.90000000V
        EXT5V_V volt(24)=5.15000000V
        """;
    PowerSource source = PmicSource.find(() -> words).orElseThrow();
    source.joules(0);
    assertEquals(1.1451 * (0.37 + 0.66 + 0.9 + 1.8) + 0.5879, source.joules(SECOND), 1e-9);
    assertTrue(source.method().contains("estimated"));
    assertEquals(Optional.empty(), PmicSource.find(() -> "Command not registered"));
    assertEquals(
        Optional.empty(),
        PmicSource.find(
            () -> {
              throw new IOException("no such program");
            }));
  }
}
