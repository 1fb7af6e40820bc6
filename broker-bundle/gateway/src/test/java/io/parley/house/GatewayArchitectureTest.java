package io.parley.house;

import org.junit.jupiter.api.Test;

final class GatewayArchitectureTest {
  @Test
  void keepsTheHouseRules() throws Exception {
    HouseRules.ofThisModule()
        .noPackageCycles()
        .namesOfTheField()
        .finalClasses()
        .noSleepsAndNoExit()
        .privateLoggers()
        .doorSigns()
        .onlyIn("com.hivemq.extension..", "io.parley.broker..")
        .onlyIn("com.hivemq.embedded..", "io.parley.broker..")
        .onlyIn("com.codahale..", "io.parley.broker..")
        .onlyIn("com.networknt..", "io.parley.config..")
        .onlyIn("com.fasterxml.jackson.dataformat.yaml..", "io.parley.config..")
        .onlyIn("io.javalin..", "io.parley.http..")
        .onlyIn("org.eclipse.jetty..", "io.parley.http..")
        .onlyIn("io.prometheus..", "io.parley.metrics..")
        .shortFiles(300);
  }
}
