package io.parley.house;

import org.junit.jupiter.api.Test;

final class ModelsArchitectureTest {
  @Test
  void keepsTheHouseRules() throws Exception {
    HouseRules.ofThisModule()
        .noPackageCycles()
        .namesOfTheField()
        .finalClasses()
        .noSleepsAndNoExit()
        .privateLoggers()
        .doorSigns()
        .onlyIn("com.sun.jna..", "io.parley.llama..")
        .shortFiles(300);
  }
}
