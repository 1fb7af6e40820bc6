package io.parley.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the vectors that any language can run. */
final class ConformanceTest {
  @TestFactory
  List<DynamicTest> everyCaseOfTheIndex() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode one : new ObjectMapper().readTree(bytes("index.json")).get("cases")) {
      String file = one.get("file").asText();
      tests.add(DynamicTest.dynamicTest(file, () -> check(one, bytes(file))));
    }
    assertFalse(tests.isEmpty());
    return tests;
  }

  private static void check(JsonNode one, byte[] bytes) {
    Cid cid = new Cid(one.get("cid").asText());
    assertEquals(cid, Cid.of(bytes));
    if (one.has("breaks")) {
      var refused = assertThrows(DocumentException.class, () -> ProtocolDocument.read(cid, bytes));
      assertEquals(one.get("breaks").asText(), refused.rule(), refused.getMessage());
    } else {
      assertEquals(cid, ProtocolDocument.read(cid, bytes).cid());
    }
  }

  private static byte[] bytes(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ConformanceTest.class.getResourceAsStream("vectors/" + file))) {
      return in.readAllBytes();
    }
  }
}
