package io.parley.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
