package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.access.Principal;
import io.parley.access.Role;
import io.parley.access.Who;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AllowancesTest {
  private static final Who KILN = new Who(Principal.of("kiln", Role.DEVICE), "kiln-mqtt");
  private static final Who KILN_OVER_COAP = new Who(KILN.principal(), "coap-kiln");

  private long now;

  private final Allowances allowances =
      new Allowances(BrokerLimits.USUAL.withRates(1, 1_024), () -> now);

  @Test
  void aUserHasOneAllowanceHoweverItComes() {
    assertEquals(Duration.ZERO, allowances.spend(KILN, 10, true));
    assertEquals(Duration.ZERO, allowances.spend(KILN_OVER_COAP, 10, true));
    assertEquals(Duration.ofSeconds(1), allowances.spend(KILN, 10, true));
    assertEquals(Duration.ofSeconds(1), allowances.spend(KILN_OVER_COAP, 10, true));
    Who other = new Who(Principal.of("press", Role.DEVICE), "press");
    assertEquals(Duration.ZERO, allowances.spend(other, 10, true));
    now = Duration.ofSeconds(1).toNanos();
    assertEquals(Duration.ZERO, allowances.spend(KILN_OVER_COAP, 10, true));
  }

  @Test
  void bytesAreCountedForTelemetryToo() {
    assertEquals(Duration.ZERO, allowances.spend(KILN, 2_048, false));
    assertEquals(Duration.ofMillis(500), allowances.spend(KILN_OVER_COAP, 512, false));
  }

  @Test
  void whoeverIsOnThisMachineWithoutANameHasOneForEachConnection() {
    for (int i = 0; i < 10; i++) {
      Who local = new Who(Principal.LOCAL, "client-" + i);
      assertEquals(Duration.ZERO, allowances.spend(local, 2_048, true));
    }
  }
}
