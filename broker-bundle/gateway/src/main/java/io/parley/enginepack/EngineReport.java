package io.parley.enginepack;

import io.parley.device.Device;
import io.parley.device.DeviceDetection;
import io.parley.energy.EnergyMeter;
import io.parley.engine.EngineException;
import io.parley.llama.LlamaEngine;
import io.parley.llama.LlamaLibrary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What {@code engine status} tells: which library would run, and how. */
public final class EngineReport {
  private EngineReport() {}

  /**
   * Loads the library into this process and asks it; by key, in order of telling.
   *
   * @param choice which library to take
   */
  public static Map<String, String> of(LlamaLibrary.Choice choice) {
    Map<String, String> report = new LinkedHashMap<>();
    try {
      LlamaLibrary library = LlamaLibrary.find(choice);
      report.put("library", library.source());
      report.put("version", "llama.cpp " + library.abi().version());
      report.put("file", library.file().toString());
      report.put("sha256", library.sha256());
      report.put("kernels", LlamaEngine.kernels(library));
    } catch (EngineException e) {
      report.put("library", "none: " + e.getMessage());
    }
    Device device = DeviceDetection.ofThisMachine().detect();
    report.put("threads", "%d of %d cores".formatted(device.threads(), device.cores()));
    report.put("questions at once", String.valueOf(device.profile().questions()));
    report.put("energy", energy());
    report.put("fast pack looked for in", LlamaLibrary.folders().toString());
    return report;
  }

  private static String energy() {
    Optional<EnergyMeter> meter = EnergyMeter.detect();
    meter.ifPresent(EnergyMeter::close);
    return meter.map(EnergyMeter::method).orElse("this machine does not tell it, or not to us");
  }
}
