package io.parley.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestKeyTest {
  @ParameterizedTest
  @CsvSource({"'',abc,3", "abc,abc,0", "kitten,sitting,3", "port,prot,2", "a,b,1"})
  void theDistanceCountsLettersPutInTakenOutOrChanged(String one, String other, int distance) {
    assertEquals(distance, NearestKey.distance(one, other));
    assertEquals(distance, NearestKey.distance(other, one));
  }

  @Test
  void nothingIsSuggestedThatLooksNothingLikeIt() {
    assertEquals(Optional.empty(), NearestKey.to("qqqqqqqqqq", List.of("port", "site")));
    assertEquals(Optional.of("site"), NearestKey.to("Sites", List.of("port", "site")));
  }
}
