package io.parley.house;

import org.junit.jupiter.api.Test;

final class CoapArchitectureTest {
  @Test
  void keepsTheHouseRules() throws Exception {
    HouseRules.ofThisModule()
        .noPackageCycles()
        .namesOfTheField()
        .finalClasses()
        .noSleepsAndNoExit()
        .privateLoggers()
        .doorSigns()
        .onlyIn("org.eclipse.californium..", "io.parley.coapentrance..")
        .shortFiles(300);
  }
}
