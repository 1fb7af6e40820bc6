package io.parley.node;

import io.parley.meter.Meter;
import io.parley.mqttentrance.EntranceCounts;

/** Counts what the MQTT entrance refuses and what comes too late. */
record Counting(Meter meter) implements EntranceCounts {
  @Override
  public void refused(String code, boolean told) {
    meter.count("refused", "code", code, "told", String.valueOf(told));
  }

  @Override
  public void late() {
    meter.count("late_answers");
  }
}
