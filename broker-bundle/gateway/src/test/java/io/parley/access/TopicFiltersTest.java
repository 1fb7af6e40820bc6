package io.parley.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TopicFiltersTest {
  @ParameterizedTest
  @CsvSource({
    "a/#,    a,        true",
    "a/#,    a/b/c,    true",
    "a/#,    a/#,      true",
    "a/#,    #,        false",
    "a/+,    a/b,      true",
    "a/+,    a/+,      true",
    "a/+,    a/#,      false",
    "a/+,    a,        false",
    "a/+,    a/b/c,    false",
    "a/b,    a/+,      false",
    "+/b,    a/b,      true",
    "+/+,    a/b,      true",
    "+,      $SYS,     false",
    "#,      $SYS/a,   false",
    "#,      +/a,      true",
    "a//b,   a//b,     true",
    "a/+/b,  a//b,     true",
    "a,      a/,       false",
  })
  void aFilterCoversAnotherIfItMatchesAllThatTheOtherMatches(
      String outer, String inner, boolean covers) {
    assertEquals(covers, TopicFilters.covers(outer, inner));
  }
}
