package io.parley.house;

import org.junit.jupiter.api.Test;

final class ProtocolsArchitectureTest {
  @Test
  void keepsTheHouseRules() throws Exception {
    HouseRules.ofThisModule()
        .noPackageCycles()
        .namesOfTheField()
        .finalClasses()
        .noSleepsAndNoExit()
        .privateLoggers()
        .doorSigns()
        .onlyIn("com.dashjoin..", "io.parley.routine..")
        .onlyIn("com.networknt..", "io.parley.schema..")
        .shortFiles(300);
  }
}
