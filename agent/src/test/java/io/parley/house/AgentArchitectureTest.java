package io.parley.house;

import org.junit.jupiter.api.Test;

final class AgentArchitectureTest {
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
        .onlyIn("org.eclipse.paho..", "io.parley.paho..")
        .onlyIn("org.eclipse.californium..", "io.parley.coap..")
        .onlyIn("com.fasterxml.jackson.dataformat.cbor..", "io.parley.ingest..")
        .onlyIn("org.apache.lucene..", "io.parley.documents..")
        .onlyIn("com.google.protobuf..", "io.parley.ingest..")
        .onlyIn("com.dashjoin..", "io.parley.routine..")
        .onlyIn("com.networknt..", "io.parley.schema..")
        .shortFiles(300);
  }
}
