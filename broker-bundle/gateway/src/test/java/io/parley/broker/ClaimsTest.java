package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.access.Principal;
import io.parley.access.Role;
import org.junit.jupiter.api.Test;

final class ClaimsTest {
  private static final Principal KILN = Principal.of("kiln", Role.DEVICE);
  private static final Principal MIXER = Principal.of("mixer", Role.DEVICE);
  private static final long MINUTE = 60_000_000_000L;

  @Test
  void aClientIdStaysWithItsOwnerAlsoWhileItIsAway() {
    Claims claims = new Claims(10);
    assertTrue(claims.take("c", KILN, 0));
    claims.connected("c", 0);
    claims.disconnected("c", 1);
    assertFalse(claims.take("c", MIXER, MINUTE));
    assertTrue(claims.take("c", KILN, MINUTE));
  }

  @Test
  void whoIsAwayIsForgottenFirstWhenThereAreTooMany() {
    Claims claims = new Claims(2);
    claims.take("here", KILN, 0);
    claims.connected("here", 0);
    claims.take("away", KILN, 0);
    assertTrue(claims.take("new", MIXER, MINUTE));
    assertTrue(claims.take("away", MIXER, MINUTE));
    assertFalse(claims.take("here", MIXER, MINUTE));
  }
}
