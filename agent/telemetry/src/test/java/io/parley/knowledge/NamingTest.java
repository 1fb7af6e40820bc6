package io.parley.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sensors/greenhouse/state | temperature | greenhouse temperature",
        "barn/status | battery | barn battery",
        "plant/pump/state | '' | plant pump state",
        "plant/pump/state | state | plant pump state",
        "plant/pump/state | v | plant pump state",
        "state | temperature | state temperature"
      })
  void namesASeriesByTopicAndPath(String topic, String path, String name) {
    assertEquals(name, new Naming(List.of()).name(topic, path, ""));
  }
}
