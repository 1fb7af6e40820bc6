package io.parley.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.knowledge.Fact;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers of a sheet that a question cannot mean are not offered. */
final class BearingTest {
  private static final Instant NOW = Instant.parse("2026-03-14T09:30:00Z");

  @ParameterizedTest
  @CsvSource({
    "temperature, °C, false",
    "humidity, %, false",
    "voltage, V, false",
    "pressure, bar, false",
    "frequency, Hz, false",
    "ph, , false",
    "flow, l/s, false",
    "level, m, false",
    "power, %, false",
    "power, W, true",
    "energy, kWh, true",
    "volume, m³, true",
    "weight, kg, true",
    "rainfall, mm, true",
    "count, , true",
    "level, l, true"
  })
  void addsUpOnlyWhatCanBeAdded(String quantity, @Nullable String unit, boolean adds) {
    List<Fact> facts = presses(quantity, unit);
    assertEquals(
        adds, has("what is the total " + quantity + " of the presses", facts, Kind.GROUP_TOTAL));
  }

  @ParameterizedTest
  @CsvSource({
    "how much power do the presses draw, true",
    "how much power do all presses draw, true",
    "sum of the power of the presses, true",
    "how much power do the presses draw altogether, true",
    "how many kilowatts do the presses draw in total, true",
    "how much power does the press draw, false",
    "what is the power of the press, false",
    "how many presses have power, false",
    "how many presses are there in total, false",
    "list the power of all presses, false",
    "power of each press in total, false",
    "which press has the highest power, false"
  })
  void saysATotalOnlyWhereOneIsAskedFor(String question, boolean total) {
    assertEquals(total, has(question, presses("power", "kW"), Kind.GROUP_TOTAL));
  }

  @ParameterizedTest
  @CsvSource({
    "is the mill above 40, false, mill runtime, mill starts",
    "is the mill below 30, false, mill batch, mill shift",
    "are the lathes above 1, true, north lathe spool, south lathe spool"
  })
  void putsTogetherNothingOfUnknownQuantity(
      String question, boolean group, String one, String other) {
    List<Fact> facts = List.of(fact(one, "", "7", null), fact(other, "", "8", null));
    assertEquals(group, has(question, facts, Kind.GROUP_NUMBER));
  }

  @ParameterizedTest
  @CsvSource({
    "which batteries are low, false",
    "is any battery low, false",
    "is the battery of press 1 low, false",
    "which battery is the lowest, true",
    "which battery is lower, true",
    "which press has the least battery, true",
    "minimum battery of the presses, true"
  })
  void lowIsNotTheLowest(String question, boolean lowest) {
    List<Fact> facts = presses("battery", "%");
    assertEquals(lowest, has(question, facts, Kind.MIN) || has(question, facts, Kind.GROUP_MIN));
  }

  @ParameterizedTest
  @CsvSource({
    "is any press hot, false",
    "are the presses warm, false",
    "which press is the hottest, true",
    "how hot are the presses, false",
    "which press is warmer, true"
  })
  void hotIsNotTheHottest(String question, boolean highest) {
    assertEquals(highest, has(question, presses("temperature", "°C"), Kind.GROUP_MAX));
  }

  @ParameterizedTest
  @CsvSource({
    "how many pressure sensors are there",
    "list all pressures",
    "show me the pressures",
    "count the pressure sensors",
    "what are the pressures",
    "which presses have a pressure"
  })
  void noFigureStandsForAListOrACount(String question) {
    Offer offer = Offer.all(question, presses("pressure", "bar"), NOW).get(0);
    assertEquals(List.of(Candidate.unsure()), offer.prompt().candidates());
  }

  @ParameterizedTest
  @CsvSource({
    "which press used the most energy today, energy, false",
    "energy of press 1 in the last hour, energy, false",
    "how much energy did press 1 use this week, energy, false",
    "what is the energy of press 1, energy, true",
    "what was the highest temperature of press 1 today, temperature, true"
  })
  void aCounterOfALifetimeIsNoAnswerForADay(String question, String quantity, boolean answers) {
    Offer offer = Offer.all(question, presses(quantity, "u"), NOW).get(0);
    assertEquals(answers, offer.prompt().candidates().size() > 1);
    assertEquals(!answers, offer.why() != null);
  }

  @ParameterizedTest
  @CsvSource({
    "temperature of press 1 in the last hour, false",
    "was press 1 above 10 today, false",
    "press 1 this week, false",
    "temperature of press 1, true",
    "is press 1 above 10, true",
    "how many hours does press 1 have, true"
  })
  void theValueOfNowIsNoAnswerForASpanOfTime(String question, boolean now) {
    List<Fact> facts = presses("temperature", "°C");
    assertEquals(now, has(question, facts, Kind.VALUE));
  }

  private static boolean has(String question, List<Fact> facts, Kind kind) {
    return Offer.all(question, facts, NOW).stream()
        .flatMap(o -> o.prompt().candidates().stream())
        .anyMatch(c -> c.kind() == kind);
  }

  private static List<Fact> presses(String quantity, @Nullable String unit) {
    return List.of(
        fact("press 1 " + quantity, quantity, "12.5", unit),
        fact("press 2 " + quantity, quantity, "14", unit));
  }

  private static Fact fact(String name, String quantity, String value, @Nullable String unit) {
    List<Fact.Window> windows =
        List.of(
            new Fact.Window(Duration.ofDays(1), 9, 3, 20, 12),
            new Fact.Window(Duration.ofHours(1), 9, 3, 20, 12));
    BigDecimal exact = new BigDecimal(value);
    return new Fact("t/" + name, "", name, quantity, exact, unit, NOW, NOW, null, windows);
  }
}
