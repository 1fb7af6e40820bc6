package io.parley.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TopicFilterTest {
  /** The examples of MQTT 5, sections 4.7.1 to 4.7.3. */
  @ParameterizedTest
  @CsvSource({
    "sport/tennis/player1/#, sport/tennis/player1, true",
    "sport/tennis/player1/#, sport/tennis/player1/ranking, true",
    "sport/tennis/player1/#, sport/tennis/player1/score/wimbledon, true",
    "sport/#, sport, true",
    "sport/#, sports, false",
    "#, sport/tennis, true",
    "sport/tennis/+, sport/tennis/player1, true",
    "sport/tennis/+, sport/tennis/player1/ranking, false",
    "sport/+, sport, false",
    "sport/+, sport/, true",
    "sport/+/#, sport, false",
    "+/+, /finance, true",
    "/+, /finance, true",
    "+, /finance, false",
    "+, finance, true",
    "#, $SYS/uptime, false",
    "+/monitor/Clients, $SYS/monitor/Clients, false",
    "$SYS/#, $SYS/monitor/Clients, true",
    "$SYS/monitor/+, $SYS/monitor/Clients, true",
    "ACCOUNTS, accounts, false",
    "a//b, a//b, true",
    "a/+/b, a//b, true",
    "$share/g/a/+, a/b, true",
    "$share/g/#, $SYS/uptime, false",
    "a/b, a/b/c, false",
    "a/b/c, a/b, false"
  })
  void matchesAsTheStandardSays(String filter, String topic, boolean matches) {
    assertEquals(matches, TopicFilter.of(filter).matches(topic));
  }

  /** Every filter and name of up to three levels out of few: as level by level comparison says. */
  @Test
  void matchesAsLevelByLevelComparisonSays() {
    List<String> levels = List.of("", "a", "ab", "+", "#");
    for (String filter : joined(levels)) {
      for (String topic : joined(levels.subList(0, 3))) {
        boolean wellFormed = !filter.isEmpty() && !filter.contains("#/");
        if (wellFormed && !topic.isEmpty()) {
          assertEquals(
              byLevels(List.of(filter.split("/", -1)), List.of(topic.split("/", -1))),
              TopicFilter.of(filter).matches(topic),
              filter + " " + topic);
        }
      }
    }
  }

  private static List<String> joined(List<String> levels) {
    List<String> all = new ArrayList<>(levels);
    for (String one : levels) {
      for (String two : levels) {
        all.add(one + "/" + two);
        levels.forEach(three -> all.add(one + "/" + two + "/" + three));
      }
    }
    return all;
  }

  private static boolean byLevels(List<String> filter, List<String> topic) {
    if (filter.isEmpty() || filter.get(0).equals("#")) {
      return topic.isEmpty() || !filter.isEmpty();
    }
    return !topic.isEmpty()
        && (filter.get(0).equals("+") || filter.get(0).equals(topic.get(0)))
        && byLevels(filter.subList(1, filter.size()), topic.subList(1, topic.size()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a#",
        "a/#/b",
        "a+",
        "+a/b",
        "#/a",
        "$share",
        "$share/",
        "$share/g",
        "$share//a",
        "$share/g/",
        "$share/g+/a",
        "$share/g#/a",
        "$share/g/a#",
        "a\0b",
        "\ud800"
      })
  void refusesWhatIsNoFilter(String filter) {
    assertThrows(IllegalArgumentException.class, () -> TopicFilter.of(filter));
  }

  @Test
  void keepsTheShareNameApart() {
    TopicFilter filter = TopicFilter.of("$share/parley/parley/v1/+/ask/#");
    assertEquals("parley", filter.shareName());
    assertEquals("parley/v1/+/ask/#", filter.filter());
    assertEquals("$share/parley/parley/v1/+/ask/#", filter.toString());
    assertEquals("a/b", TopicFilter.of("a/b").toString());
  }

  @Test
  void namesHaveNoWildcardsAndAreNotTooLong() {
    assertTrue(TopicFilter.validName("a b/ü"));
    assertTrue(TopicFilter.validName("x".repeat(65_535)));
    assertFalse(TopicFilter.validName("x".repeat(65_536)));
    assertFalse(TopicFilter.validName("ü".repeat(40_000)));
    assertFalse(TopicFilter.validName("a/+"));
    assertFalse(TopicFilter.validName("a/#"));
    assertFalse(TopicFilter.of("a/+").matches("a/+"));
  }
}
