package io.parley.house;

import org.junit.jupiter.api.Test;

final class TelemetryArchitectureTest {
  @Test
  void keepsTheHouseRules() throws Exception {
    HouseRules.ofThisModule()
        .noPackageCycles()
        .namesOfTheField()
        .finalClasses()
        .noSleepsAndNoExit()
        .privateLoggers()
        .doorSigns()
        .onlyIn("com.fasterxml.jackson.dataformat.cbor..", "io.parley.ingest..")
        .onlyIn("com.google.protobuf..", "io.parley.ingest..")
        .shortFiles(300);
  }
}
