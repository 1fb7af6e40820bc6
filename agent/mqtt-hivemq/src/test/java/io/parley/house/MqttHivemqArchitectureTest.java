package io.parley.house;

import org.junit.jupiter.api.Test;

final class MqttHivemqArchitectureTest {
  @Test
  void keepsTheHouseRules() throws Exception {
    HouseRules.ofThisModule()
        .noPackageCycles()
        .namesOfTheField()
        .finalClasses()
        .noSleepsAndNoExit()
        .privateLoggers()
        .doorSigns()
        .onlyIn("com.hivemq.client..", "io.parley.uplink..")
        .shortFiles(300);
  }
}
