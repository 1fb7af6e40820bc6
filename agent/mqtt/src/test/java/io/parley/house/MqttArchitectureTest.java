package io.parley.house;

import org.junit.jupiter.api.Test;

final class MqttArchitectureTest {
  @Test
  void keepsTheHouseRules() throws Exception {
    HouseRules.ofThisModule()
        .noPackageCycles()
        .namesOfTheField()
        .finalClasses()
        .noSleepsAndNoExit()
        .privateLoggers()
        .doorSigns()
        .onlyIn("org.eclipse.paho..", "io.parley.paho..")
        .shortFiles(300);
  }
}
