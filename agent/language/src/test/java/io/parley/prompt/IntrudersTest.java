package io.parley.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.knowledge.Fact;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A series does not silence questions by a word of its name that is none of a name in them. */
final class IntrudersTest {
  private static final Instant NOW = Instant.parse("2026-03-14T09:30:00Z");
  private static final List<Fact> FACTS =
      List.of(
          fact("lathe state", "state", "running"),
          fact("loom state", "state", "stopped"),
          fact("shutter state", "state", "CLOSED"),
          fact("inverter dc is producing", "", "1"),
          fact("camera has clip", "", "true"),
          fact("conveyor 1 running", "", "true"),
          fact("damper 3 open", "", "false"),
          fact("right gate state", "state", "open"),
          fact("wallbox online", "", "true"),
          fact("depot router online", "", "true"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "is the lathe running | yes, lathe state: running",
        "what is the state of the loom right now | loom state: stopped",
        "has the loom stopped | yes, loom state: stopped",
        "is the shutter open | no, shutter state: CLOSED",
        "which looms are running | no, loom state: stopped",
        "is the right gate open | yes, right gate state: open",
        "damper 3 open | damper 3 open: false",
        "conveyor 1 running | conveyor 1 running: true",
        "camera has clip | camera has clip: true"
      })
  void isNoNameWhereItsNameIsNotSaid(String question, String answer) {
    assertEquals(
        List.of(answer),
        Offer.all(question, FACTS, NOW).get(0).prompt().candidates().stream()
            .map(Candidate::text)
            .filter(answer::equals)
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "which are online | 10",
        "is the lathe running | 8",
        "is the wallbox online | 8",
        "is the damper 3 open | 9"
      })
  void staysWhereItsStateIsAllThatIsNamed(String question, int left) {
    assertEquals(left, Intruders.without(question, FACTS).size());
  }

  private static Fact fact(String name, String quantity, Object value) {
    return new Fact("t/" + name, "", name, quantity, value, null, NOW, NOW, null, List.of());
  }
}
