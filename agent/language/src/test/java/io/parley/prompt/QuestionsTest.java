package io.parley.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.knowledge.Fact;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuestionsTest {
  private static final List<Fact> FACTS =
      List.of(
          fact("greenhouse temperature", "temperature", 22.4),
          fact("greenhouse humidity", "humidity", 61),
          fact("boiler 3 temperature", "temperature", 81.5),
          fact("boiler 4 temperature", "temperature", 61.5),
          fact("front door contact", "contact", "open"),
          fact("boiler 3 burner state", "state", "on"),
          fact("pump state", "state", "on"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Is the front door open and is the pump on? | is the front door open/is the pump on",
        "is boiler 3 too hot, and what is the pump doing | is boiler 3 too hot/what is the pump doing",
        "What is the temperature and humidity in the greenhouse?"
            + " | what is the temperature of greenhouse/what is the humidity of greenhouse",
        "temperature of boiler 3 and 4"
            + " | what is the temperature of boiler 3/what is the temperature of boiler 4",
        "how warm are boiler 3 and the greenhouse"
            + " | what is the temperature of boiler 3/what is the temperature of greenhouse",
        "how warm and how humid is the greenhouse"
            + " | what is the temperature of greenhouse/what is the humidity of greenhouse",
        "is the pump on and what does it draw | is the pump on/what is the power of pump",
        "highest and lowest of boiler 3 today"
            + " | what was the highest boiler 3 today/lowest of boiler 3 today",
        "greenhouse temp + its average past 24 hours | greenhouse temp"
            + "/what was the average greenhouse temperature in the last 24 hours",
        "is the front door open and since when | is the front door open"
            + "/when did front door last change",
        "boiler 3 temperature; and what's the limit on it | boiler 3 temperature"
            + "/what is the limit of boiler 3 temperature",
        "how hot is boiler 3 & how old is that reading | how hot is boiler 3"
            + "/when was the reading of boiler 3 temperature measured",
        "boiler 3 temperature and is it too high | boiler 3 temperature"
            + "/is boiler 3 temperature too high",
        "greenhouse, temperature and humidity"
            + " | what is the temperature of greenhouse/what is the humidity of greenhouse",
        "boiler 3 temperature and is its burner on | boiler 3 temperature/is boiler 3 burner on"
      })
  void takesApartWhatCanStandAlone(String question, String parts) {
    assertEquals(List.of(parts.split("/")), Questions.apart(question, FACTS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "What is the temperature of boiler 3?",
        "please, what is the temperature of boiler 3",
        "how many doors and pumps are on",
        "which is hotter, boiler 3 or boiler 4",
        "are boiler 3 and boiler 4 too hot",
        "highest temperature of boiler 3 and boiler 4 today",
        "is boiler 3 or boiler 4 over 70",
        "is the front door open and the pump",
        "who won and why",
        "greenhouse, temperature please, thanks",
        "is boiler 3 too hot and why",
        "boiler 3 temperature, how old is that",
        "is the front door open, my wife is asking",
        "is the front door open, or closed",
        "the gap between boiler 3 temperature and its limit",
        "front door open? i mean is the front door closed"
      })
  void leavesTheRestAsItIs(String question) {
    assertEquals(List.of(question), Questions.apart(question, FACTS));
  }

  private static Fact fact(String name, String quantity, Object value) {
    Object exact = value instanceof Number number ? new java.math.BigDecimal("" + number) : value;
    return new Fact("t/" + name, "", name, quantity, exact, null, null, null, null, List.of());
  }
}
