package io.parley.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.message.Evidence;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SelectionTest {
  private final MovableClock clock = new MovableClock();
  private final Knowledge knowledge = new Knowledge(KnowledgeSettings.standard(), clock);

  private void live(String name, Object value) {
    knowledge.observe(new Reading(name, "", name, value, null, clock.instant()));
  }

  @Test
  void groupsAllThatAQuestionAsksForEvenWhereTheSheetIsShorter() {
    for (int i = 1; i <= 40; i++) {
      live("boiler " + i + " temperature", new BigDecimal(i + ".5"));
    }
    Selection selection = knowledge.selection("which boiler is the hottest?", "", 10);
    Group group = selection.groups().get(0);
    assertEquals(40, group.members().size());
    assertEquals("boiler 40 temperature", group.highest().orElseThrow().name());
    assertEquals("boiler 1 temperature", group.lowest().orElseThrow().name());
    assertEquals(new BigDecimal("840.0"), group.total().orElseThrow());
    assertEquals(new BigDecimal("21.00"), group.mean().orElseThrow());
    assertFalse(selection.complete());
    List<String> shown = selection.facts().stream().map(Fact::name).toList();
    assertEquals(10, shown.size());
    assertTrue(shown.containsAll(List.of("boiler 40 temperature", "boiler 1 temperature")));
  }

  @Test
  void groupsByState() {
    live("kitchen light state", "on");
    live("hall light state", "off");
    live("porch light state", "on");
    Selection selection = knowledge.selection("which lights are on?", "", 10);
    Group group = selection.groups().get(0);
    assertEquals(Set.of("on", "off"), group.byState().keySet());
    assertTrue(group.highest().isEmpty() && group.mean().isEmpty());
    assertTrue(selection.complete());
    assertThrows(IllegalArgumentException.class, () -> new Group("", null, List.of()));
  }

  @Test
  void namesTheFactsThatAnotherNodeSentAlong() {
    Evidence sent = new Evidence("zigbee2mqtt/front door", "contact", false, null, null);
    Fact fact = new Naming(List.of()).facts(List.of(sent)).get(0);
    assertEquals("front door contact", fact.name());
    assertEquals("open", fact.said());
    assertEquals(sent, fact.evidence());
  }

  @Test
  void aLimitThatWasSentAlongIsThatOfTheValueBesideIt() {
    Evidence value = new Evidence("plant/boiler/3", "temperature", 84.2, "°C", null);
    Evidence limit = new Evidence("plant/boiler/3", "temperature_limit", 80, "°C", null);
    List<Fact> facts = new Naming(List.of()).facts(List.of(value, limit));
    assertEquals(new Fact.Limits(null, 80.0), facts.get(0).limits());
    assertNull(facts.get(1).limits());
    assertEquals(facts.subList(0, 1), Fact.withoutBounds(facts));
    assertEquals(facts.subList(1, 2), Fact.withoutBounds(facts.subList(1, 2)));
  }
}
