package io.parley.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.parley.knowledge.Fact;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadingTest {
  private static final Instant NOW = Instant.parse("2026-03-14T09:30:00Z");
  private static final List<Fact> FACTS =
      List.of(
          fact("boiler 3 temperature", "temperature", "81.5", "°C"),
          fact("boiler 30 temperature", "temperature", "60", "°C"),
          fact("fermenter 2 pressure", "pressure", "1.5", "bar"),
          fact("wheelhouse refrigerator temperature", "temperature", "5", "°C"),
          fact("bunk room humidity", "humidity", "61", "%"),
          fact("rack A inlet temperature", "temperature", "21", "°C"),
          fact("rack B inlet temperature", "temperature", "24", "°C"),
          fact("air conditioner power", "power", "700", "W"),
          fact("glycol pump", "pump", "on", null),
          fact("glycol reservoir level", "level", "64", "%"),
          fact("wind direction", "direction", "NW", null));

  /** The line that fits best, its value being offered. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "how warm is boiler three | boiler 3 temperature: 81.5 °C",
        "is boiler thirty above twenty five point five"
            + " | yes, boiler 30 temperature: 60 °C, above 25.5 by 34.5",
        "is boiler 3 below minus ten | no, boiler 3 temperature: 81.5 °C, above -10 by 91.5",
        "is boiler 3 over a hundred and five degrees"
            + " | no, boiler 3 temperature: 81.5 °C, below 105 by 23.5",
        "ferm 2 over one and a half bar" + " | no, fermenter 2 pressure: 1.5 bar, equal to 1.5",
        "2nd fermenter pressure | fermenter 2 pressure: 1.5 bar",
        "the second fermenter pressure | fermenter 2 pressure: 1.5 bar",
        "wheel house fridge temp | wheelhouse refrigerator temperature: 5 °C",
        "bunkroom hum | bunk room humidity: 61 %",
        "what does the aircon draw | air conditioner power: 700 W",
        "inlet temp rack a | rack A inlet temperature: 21 °C",
        "is rack b inlet too hi | rack B inlet temperature: 24 °C",
        "glycol level | glycol reservoir level: 64 %",
        "glycol percentage | glycol reservoir level: 64 %",
        "what is the wind direction | wind direction: NW",
        "how long ago did the glycol pump change | glycol pump: on",
        "should i worry about boiler 3 | boiler 3 temperature: 81.5 °C"
      })
  void offersTheAnswer(String question, String answer) {
    assertEquals(
        List.of(answer),
        Sheet.render(question, FACTS, NOW).candidates().stream()
            .map(Candidate::text)
            .filter(answer::equals)
            .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "how warm is boiler three hundred",
        "how warm is boiler thirteen",
        "how warm is the first boiler",
        "inlet temp rack c",
        "why is boiler 3 so hot",
        "how come the glycol pump is on",
        "will boiler 3 be hotter tomorrow",
        "what was boiler 3 at yesterday",
        "boiler 3 temperature two hours ago",
        "who switched the glycol pump on",
        "should i turn the glycol pump off",
        "how many times was the glycol pump on",
        "is boiler 3 temperature rising or falling",
        "what does the glycol pump cost",
        "forecast for boiler 3"
      })
  void offersNothingForWhatIsNotThere(String question) {
    assertEquals(List.of(Candidate.unsure()), Sheet.render(question, FACTS, NOW).candidates());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "who has the highest temperature, rack a inlet or rack b inlet",
        "any reason to worry about boiler 3",
        "how many hours ago was boiler 3 measured",
        "will you tell me the boiler 3 temperature"
      })
  void stillOffersWhatASheetTells(String question) {
    assertNotEquals(List.of(Candidate.unsure()), Sheet.render(question, FACTS, NOW).candidates());
  }

  private static Fact fact(String name, String quantity, String value, String unit) {
    Object exact = unit == null ? value : new BigDecimal(value);
    return new Fact("t/" + name, "", name, quantity, exact, unit, NOW, NOW, null, List.of());
  }
}
