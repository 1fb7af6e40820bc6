package io.parley.ladderbench;

import io.parley.gateway.FactSource;
import io.parley.knowledge.Fact;
import io.parley.message.Evidence;
import io.parley.protocol.Phrase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A plant of 24 series whose values change, and questions about them with their right answers. */
final class Telemetry implements FactSource {
  private static final double LIMIT = 60;
  private static final Map<String, List<String>> PLANT =
      Map.of(
          "boiler", List.of("temperature", "pressure"),
          "pump", List.of("speed", "flow"),
          "hall", List.of("temperature", "humidity"));
  private static final Map<String, String> UNITS =
      Map.of(
          "temperature", "°C", "pressure", "bar", "speed", "Hz", "flow", "l/min", "humidity", "%");
  private static final List<String> PHRASES =
      List.of(
          "What is the {quantity} of {place}?",
          "How high is the {quantity} at {place} now?",
          "Tell me the {quantity} of {place}.",
          "Is the {quantity} of {place} above its limit?");

  private final Random random;
  private final Map<String, Fact> facts = new LinkedHashMap<>();
  private Instant now = Instant.parse("2026-11-21T08:00:00Z");

  /**
   * A question.
   *
   * @param kind the phrase that it was made from
   * @param text in words
   * @param place the place that it names
   * @param right how the right answer begins, or the number that it holds
   */
  record Question(String kind, String text, String place, String right) {}

  Telemetry(long seed) {
    random = new Random(seed);
    PLANT.keySet().stream().sorted().forEach(this::kind);
  }

  private void kind(String kind) {
    for (int i = 1; i <= 4; i++) {
      for (String quantity : PLANT.getOrDefault(kind, List.of())) {
        see(kind + " " + i, quantity);
      }
    }
  }

  private void see(String place, String quantity) {
    BigDecimal value = BigDecimal.valueOf(200 + random.nextInt(700), 1);
    facts.put(
        place + " " + quantity,
        new Fact(
            "plant/" + place.replace(' ', '/') + "/" + quantity,
            "",
            place + " " + quantity,
            quantity,
            value,
            UNITS.get(quantity),
            now,
            now,
            new Fact.Limits(null, LIMIT),
            List.of(
                new Fact.Window(
                    Duration.ofHours(1),
                    60,
                    value.subtract(BigDecimal.valueOf(3)).doubleValue(),
                    value.add(BigDecimal.valueOf(2)).doubleValue(),
                    value.doubleValue()))));
  }

  /** One value changes, then somebody asks: half of the questions are of the first kind. */
  Question next() {
    now = now.plusSeconds(30);
    List<Fact> all = new ArrayList<>(facts.values());
    Fact changes = all.get(random.nextInt(all.size()));
    see(place(changes), changes.quantity());
    all = new ArrayList<>(facts.values());
    Fact asked = all.get(random.nextInt(all.size()));
    int kind = Math.min(PHRASES.size() - 1, Integer.numberOfTrailingZeros(random.nextInt(16) | 8));
    String text =
        PHRASES.get(kind).replace("{quantity}", asked.quantity()).replace("{place}", place(asked));
    boolean over = ((Number) asked.value()).doubleValue() > LIMIT;
    boolean test = kind == PHRASES.size() - 1;
    return new Question(
        PHRASES.get(kind),
        text,
        place(asked),
        test ? over ? "yes" : "no" : String.valueOf(asked.value()));
  }

  private static String place(Fact fact) {
    return fact.name().substring(0, fact.name().length() - fact.quantity().length() - 1);
  }

  Instant now() {
    return now;
  }

  /** All of them, those first that the words name. */
  @Override
  public List<Fact> select(String text, String subject, List<Evidence> carried) {
    List<String> words = Phrase.words(text);
    return facts.values().stream()
        .sorted(
            Comparator.comparingLong(
                    (Fact fact) ->
                        Arrays.stream(fact.name().split(" ")).filter(words::contains).count())
                .reversed())
        .toList();
  }

  @Override
  public @Nullable Object value(String topic, String path) {
    return facts.values().stream()
        .filter(fact -> fact.topic().equals(topic))
        .map(Fact::value)
        .findFirst()
        .orElse(null);
  }
}
