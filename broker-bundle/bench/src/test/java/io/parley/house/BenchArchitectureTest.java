package io.parley.house;

import org.junit.jupiter.api.Test;

final class BenchArchitectureTest {
  @Test
  void keepsTheHouseRules() throws Exception {
    HouseRules.ofThisModule()
        .noPackageCycles()
        .namesOfTheField()
        .finalClasses()
        .noSleepsAndNoExit()
        .privateLoggers()
        .doorSigns()
        .onlyIn("com.knuddels..", "io.parley.ladderbench..")
        .onlyIn("de.kherud..", "io.parley.bench.engine..")
        .onlyIn("org.eclipse.californium..", "io.parley.bench.coap..")
        .onlyIn("picocli..", "io.parley.bench.cli..")
        .shortFiles(300);
  }
}
