package io.parley.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostRuleTest {
  private static final HostRule RULE = new HostRule(List.of("pi.local"));

  @ParameterizedTest
  @CsvSource({
    "localhost,            true",
    "localhost:8420,       true",
    "LOCALHOST:8420,       true",
    "127.0.0.1:8420,       true",
    "[::1]:8420,           true",
    "pi.local,             true",
    "evil.example,         false",
    "evil.example:8420,    false",
    "localhost.evil.com,   false",
    "127.0.0.1.nip.io,     false",
    "0.0.0.0,              false",
    "'',                   false",
    ",                     false",
  })
  void onlyNamesOfThisMachineAreAnswered(@Nullable String host, boolean allowed) {
    assertEquals(allowed, RULE.allowsHost(host));
  }

  @ParameterizedTest
  @CsvSource({
    ",                       localhost:8420, true",
    "http://localhost:8420,  localhost:8420, true",
    "http://localhost:9999,  localhost:8420, false",
    "http://evil.example,    localhost:8420, false",
    "null,                   localhost:8420, false",
  })
  void onlyItsOwnPageMayAsk(@Nullable String origin, String host, boolean allowed) {
    assertEquals(allowed, RULE.allowsOrigin(origin, host));
  }
}
