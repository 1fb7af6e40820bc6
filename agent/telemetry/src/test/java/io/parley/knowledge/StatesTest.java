package io.parley.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is true or false under a key that is the state. */
final class StatesTest {
  @ParameterizedTest
  @CsvSource({
    "plant/mixer/running, true, running",
    "plant/mixer/running, 0, not running",
    "evcc/loadpoints/2/charging, false, not charging",
    "evcc/loadpoints/2/connected, true, connected",
    "garden/hatch/open, false, closed",
    "garden/hatch/closed, 0, open",
    "press9/alarm, 1, alarm",
    "press9/alarm, off, no alarm",
    "cell4/fault, false, no fault",
    "van/locked, true, locked",
    "van/isLocked, no, unlocked",
    "ems/heating_active, on, heating",
    "pv/reachable, 0, not reachable",
    "utility/flood, yes, flood",
    "utility/battery_low, 1, low",
    "den/occupancy, true, occupied",
    "den/presence, false, not present",
    "box/is_running, 1, running",
  })
  void saysTheStateInWords(String topic, String value, String said) {
    assertEquals(said, States.of(name(topic), Naming.quantity(name(topic)), typed(value)));
  }

  @ParameterizedTest
  @CsvSource({
    "plant/mixer/running, 2",
    "plant/mixer/running, half",
    "plant/mixer/temperature, 1",
    "plant/mixer/vibration, 1",
    "den/smoke, 0",
    "den/lamp, true",
  })
  void leavesWhatSpeaksForItself(String topic, String value) {
    assertEquals(null, States.of(name(topic), Naming.quantity(name(topic)), typed(value)));
  }

  @Test
  void aContactThatTouchesIsClosed() {
    assertEquals("closed", States.of("front door contact", "contact", true));
    assertEquals("open", States.of("front door", "contact", false));
    assertEquals(null, States.of("front door contact", "contact", "on"));
    assertEquals(null, States.of("pump running", "", new BigDecimal("1.0")));
  }

  private static String name(String topic) {
    return new Naming(List.of()).name(topic, "", "");
  }

  private static Object typed(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      case "0", "1", "2" -> Long.valueOf(value);
      default -> value;
    };
  }
}
