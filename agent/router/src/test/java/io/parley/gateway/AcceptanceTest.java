package io.parley.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.message.Answer;
import io.parley.message.Nak;
import io.parley.message.Origin;
import io.parley.message.Question;
import io.parley.message.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a gateway refuses before it looks anything up. */
final class AcceptanceTest {
  private static final Question HOT = Question.ofText("Is boiler 3 too hot?");
  private static final Question FACTS = HOT.passedOn(null, List.of(), List.of(Scripted.evidence()));
  private static final Question PATH = HOT.passedOn(null, List.of("plant2/gw2"), List.of());
  private static final Question ORIGIN =
      HOT.passedOn(new Origin("plant2", "", "gw2"), List.of(), List.of());

  @AutoClose private final Scripted node = new Scripted(GatewayLimits.USUAL, "gw2"::equals);

  @Test
  void refusesTextOfMoreThanTwoKibibytes() {
    assertEquals(Status.UNSURE, node.answer(Question.ofText("é".repeat(1_024))).status());
    node.looked.clear();

    Answer refused = node.answer(Question.ofText("é".repeat(1_024) + "e"));

    assertEquals(Status.REFUSED, refused.status());
    assertEquals("oversize", refused.reason().code());
    assertEquals("text of 2049 bytes must be at most 2048", refused.reason().text());
    assertEquals(List.of(), node.looked);
  }

  @Test
  void refusesTextOfMoreThanTwoHundredWords() {
    assertEquals(Status.UNSURE, node.answer(Question.ofText(" why\n".repeat(200))).status());

    Answer refused = node.answer(Question.ofText("why ".repeat(201)));

    assertEquals("oversize", refused.reason().code());
    assertEquals("text of 201 words must be at most 200", refused.reason().text());
  }

  @Test
  void takesLongerTextWhereItIsSetSo() {
    GatewayLimits longer = new GatewayLimits(10, 10, Duration.ofMinutes(1), true, 4_096, 300);
    try (Scripted patient = new Scripted(longer)) {
      assertEquals(Status.UNSURE, patient.answer(Question.ofText("why? ".repeat(300))).status());
      assertEquals(Status.REFUSED, patient.answer(Question.ofText("why? ".repeat(301))).status());
    }
  }

  @Test
  void takesWhatWasPassedOnFromThoseOnlyWhoMayPassOn() {
    for (Map.Entry<String, Question> one :
        Map.of("facts", FACTS, "path", PATH, "origin", ORIGIN).entrySet()) {
      assertEquals(Status.UNSURE, node.answer(one.getValue(), "gw2").status());
      node.looked.clear();

      Answer refused = node.answer(one.getValue(), "mallory");

      assertEquals("unauthorised", refused.reason().code());
      assertEquals(
          one.getKey() + " of 'mallory' must come from a gateway", refused.reason().text());
      assertEquals(List.of(), node.looked);
    }
    assertEquals(Status.UNSURE, node.answer(HOT, "mallory").status());
  }

  @Test
  void aProtocolMessageIsToldByNak() {
    Question brought =
        Question.ofProtocol("x", Map.of()).passedOn(null, List.of("plant2/gw2"), List.of());

    assertEquals(Nak.UNAUTHORISED, node.answer(brought, "mallory").nak());
  }
}
