package io.parley.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.knowledge.Fact;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.KnowledgeSettings;
import io.parley.knowledge.Reading;
import io.parley.message.Evidence;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class KnownFactsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  private final Knowledge knowledge =
      new Knowledge(KnowledgeSettings.standard(), Clock.fixed(NOW, ZoneOffset.UTC));
  private final KnownFacts facts = new KnownFacts(knowledge);

  @Test
  void givesEveryMemberOfAGroupThatIsAskedFor() {
    for (int i = 1; i <= 41; i++) {
      String name = "boiler " + i + " temperature";
      knowledge.observe(new Reading(name, "", name, new BigDecimal(50 + i), "°C", NOW));
    }

    List<Fact> found = facts.select("which boiler is hottest?", "", List.of());

    Set<String> names = found.stream().map(Fact::name).collect(Collectors.toSet());
    assertEquals(41, found.size());
    assertEquals(41, names.size());
    assertEquals("boiler 41 temperature", found.get(0).name());
  }

  @Test
  void aQuestionThatBroughtFactsAlongIsAboutThoseAlone() {
    knowledge.observe(new Reading("boiler", "", "boiler temperature", BigDecimal.ONE, "°C", NOW));
    Evidence carried = new Evidence("plant/pump/flow", "", 12.4, "l/s", NOW);

    List<Fact> found = facts.select("how warm is the boiler?", "", List.of(carried));

    assertEquals(List.of("plant pump flow"), found.stream().map(Fact::name).toList());
  }
}
