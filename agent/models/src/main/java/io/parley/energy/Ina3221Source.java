package io.parley.energy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The power monitor of Jetson boards (Linux hwmon, ina3221.rst): the rail that feeds the whole
 * module. The hwmon numbers change between boots, so it is found by name and label.
 */
final class Ina3221Source implements PowerSource {
  private static final List<String> WHOLE =
      List.of("VDD_IN", "POM_5V_IN", "VIN_SYS_5V0", "VDD_SYS");

  private final Path millivolts;
  private final Path milliamperes;
  private final String rail;
  private final PowerIntegral integral = new PowerIntegral();

  private Ina3221Source(Path folder, int channel, String rail) {
    this.millivolts = folder.resolve("in%d_input".formatted(channel));
    this.milliamperes = folder.resolve("curr%d_input".formatted(channel));
    this.rail = rail;
  }

  static Optional<PowerSource> find(Path sys) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(sys.resolve("class/hwmon"))) {
      for (Path folder : all) {
        if (text(folder.resolve("name")).equals("ina3221")) {
          Optional<PowerSource> source = rail(folder);
          if (source.isPresent()) {
            return source;
          }
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static Optional<PowerSource> rail(Path folder) throws IOException {
    List<String> labels = new ArrayList<>();
    for (int channel = 1; channel <= 3; channel++) {
      Path label = folder.resolve("in%d_label".formatted(channel));
      labels.add(Files.isReadable(label) ? text(label) : "");
    }
    for (String whole : WHOLE) {
      int channel = labels.indexOf(whole) + 1;
      if (channel > 0) {
        return Optional.of(new Ina3221Source(folder, channel, whole));
      }
    }
    return Optional.empty();
  }

  private static String text(Path file) throws IOException {
    return Files.isReadable(file) ? Files.readString(file).strip() : "";
  }

  @Override
  public String method() {
    return "ina3221 " + rail;
  }

  @Override
  public double joules(long nowNanos) throws IOException {
    try {
      double watts =
          Double.parseDouble(text(millivolts)) * Double.parseDouble(text(milliamperes)) / 1e6;
      return integral.add(watts, nowNanos);
    } catch (NumberFormatException e) {
      throw new IOException("%s holds no number".formatted(millivolts), e);
    }
  }
}
