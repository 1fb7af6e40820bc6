package io.parley.bench.node;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.Test;

final class RehearsalIT {
  @Test
  void startsAGatewayAndIsAnsweredByItsRoutine() {
    assertDoesNotThrow(Rehearsal::run);
  }
}
