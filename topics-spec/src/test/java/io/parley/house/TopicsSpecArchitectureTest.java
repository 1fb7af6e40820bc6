package io.parley.house;

import org.junit.jupiter.api.Test;

final class TopicsSpecArchitectureTest {
  @Test
  void keepsTheHouseRules() throws Exception {
    HouseRules.ofThisModule()
        .noPackageCycles()
        .namesOfTheField()
        .finalClasses()
        .noSleepsAndNoExit()
        .privateLoggers()
        .onlyIn("com.fasterxml..", "io.parley.codec..", "io.parley.protocol..")
        .onlyIn("org.msgpack..", "io.parley.codec..")
        .doorSigns()
        .shortFiles(300);
  }
}
