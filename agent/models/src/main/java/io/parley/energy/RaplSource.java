package io.parley.energy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Intel's and AMD's counter of the package (Linux powercap); readable by root only by default. */
final class RaplSource implements PowerSource {
  private final Path counter;
  private final double wrap;
  private double last;
  private double before;

  private RaplSource(Path counter, double wrap) throws IOException {
    this.counter = counter;
    this.wrap = wrap;
    this.last = read(counter);
  }

  static Optional<PowerSource> find(Path sys) {
    Path zone = sys.resolve("class/powercap/intel-rapl:0");
    Path counter = zone.resolve("energy_uj");
    if (!Files.isReadable(counter)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new RaplSource(counter, read(zone.resolve("max_energy_range_uj"))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static double read(Path file) throws IOException {
    try {
      return Long.parseLong(Files.readString(file).strip()) / 1e6;
    } catch (NumberFormatException e) {
      throw new IOException(file + " holds no number", e);
    }
  }

  @Override
  public String method() {
    return "rapl package";
  }

  @Override
  public double joules(long nowNanos) throws IOException {
    double now = read(counter);
    if (now < last) {
      before += wrap;
    }
    last = now;
    return before + now;
  }
}
