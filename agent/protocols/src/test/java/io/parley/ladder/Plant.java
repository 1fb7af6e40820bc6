package io.parley.ladder;

import io.parley.gateway.Asked;
import io.parley.gateway.FactSource;
import io.parley.gateway.FoundBy;
import io.parley.knowledge.Fact;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Evidence;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.message.Tier;
import io.parley.protocol.Phrase;
import io.parley.query.Query;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A plant for tests: some facts, found by their words, and exchanges about them. */
final class Plant implements FactSource {
  static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  private final Map<String, Fact> facts = new ConcurrentHashMap<>();

  static Plant withBoilers() {
    Plant plant = new Plant();
    plant.see("boiler 3", "temperature", new BigDecimal("81.5"), "°C");
    plant.see("boiler 2", "temperature", new BigDecimal("71.0"), "°C");
    plant.see("boiler 2", "pressure", new BigDecimal("2.4"), "bar");
    plant.see("boiler 3", "pressure", new BigDecimal("3.1"), "bar");
    plant.see("hall 1 door", "state", "open", null);
    return plant;
  }

  void see(String place, String quantity, Object value, @Nullable String unit) {
    see(place, quantity, value, unit, new Fact.Limits(null, 80.0));
  }

  void see(
      String place,
      String quantity,
      Object value,
      @Nullable String unit,
      Fact.@Nullable Limits limits) {
    String topic = place.replace(' ', '/');
    facts.put(
        place + " " + quantity,
        new Fact(
            topic,
            quantity,
            place + " " + quantity,
            quantity,
            value,
            unit,
            NOW,
            NOW,
            value instanceof Number ? limits : null,
            value instanceof Number n
                ? List.of(
                    new Fact.Window(
                        Duration.ofHours(1), 60, n.doubleValue() - 9, n.doubleValue() + 7, 75.25))
                : List.of()));
  }

  /** As where no lexicon knows what is measured. */
  void forgetQuantities() {
    facts.replaceAll(
        (name, fact) ->
            new Fact(
                fact.topic(),
                fact.path(),
                fact.name(),
                "",
                fact.value(),
                fact.unit(),
                fact.at(),
                fact.changed(),
                fact.limits(),
                fact.windows()));
  }

  @Override
  public List<Fact> select(String text, String subject, List<Evidence> carried) {
    List<String> words = Phrase.words(text + " " + subject.replace('/', ' '));
    return facts.values().stream()
        .collect(Collectors.toMap(fact -> fact, fact -> score(fact, words)))
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue() > 0)
        .sorted(
            Map.Entry.<Fact, Long>comparingByValue()
                .reversed()
                .thenComparing(entry -> entry.getKey().name()))
        .map(Map.Entry::getKey)
        .limit(30)
        .toList();
  }

  private static long score(Fact fact, List<String> words) {
    return List.of(fact.name().split(" ")).stream()
        .filter(word -> words.contains(word) || words.contains(word + "s"))
        .count();
  }

  @Override
  public @Nullable Object value(String topic, String path) {
    return null;
  }

  Fact fact(String name) {
    Fact fact = facts.get(name);
    if (fact == null) {
      throw new IllegalArgumentException(name);
    }
    return fact;
  }

  static Asked asked(Question question) {
    return asked(question, "", "dashboard");
  }

  static Asked asked(Question question, String subject, String client) {
    return new Asked(
        question,
        subject,
        client,
        "",
        "parley/v1/hall/answer/" + client,
        "",
        NOW,
        NOW.plusSeconds(30),
        null);
  }

  /** What a model said of one fact. */
  void talk(Ladder ladder, String question, String answer, String fact) {
    talk(ladder, asked(Question.ofText(question)), answer, fact);
  }

  void talk(Ladder ladder, Asked asked, String answer, String fact) {
    talk(ladder, asked, answer, fact, Route.MODEL, FoundBy.THIS_NODE);
  }

  void talk(Ladder ladder, Asked asked, String answer, String fact, Route route, FoundBy foundBy) {
    talk(ladder, asked, answer, fact, route, null, foundBy);
  }

  void talk(
      Ladder ladder,
      Asked asked,
      String answer,
      String fact,
      Route route,
      @Nullable Query query,
      FoundBy foundBy) {
    String words = String.valueOf(asked.question().text());
    ladder.exchanged(
        asked,
        select(words, asked.subject(), List.of()),
        Answer.by(new By("gw", Tier.GATEWAY, "nano", "0123456789ab", null))
            .answered(route, answer)
            .confidence(0.99)
            .evidence(List.of(fact(fact).evidence()))
            .query(query)
            .build(),
        foundBy);
  }
}
