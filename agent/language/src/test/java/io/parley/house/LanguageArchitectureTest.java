package io.parley.house;

import org.junit.jupiter.api.Test;

final class LanguageArchitectureTest {
  @Test
  void keepsTheHouseRules() throws Exception {
    HouseRules.ofThisModule()
        .noPackageCycles()
        .namesOfTheField()
        .finalClasses()
        .noSleepsAndNoExit()
        .privateLoggers()
        .doorSigns()
        .onlyIn("org.apache.lucene..", "io.parley.documents..")
        .shortFiles(300);
  }
}
