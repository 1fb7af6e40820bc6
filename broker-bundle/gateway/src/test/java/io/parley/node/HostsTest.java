package io.parley.node;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class HostsTest {
  @Test
  void aNameAndItsAddressAreTheSame() {
    assertTrue(Hosts.same("localhost", "127.0.0.1"));
    assertTrue(Hosts.same("Broker.Invalid", "broker.invalid"));
    assertTrue(Hosts.same("[::1]", "0:0:0:0:0:0:0:1"));
  }

  @Test
  void othersAreNot() {
    assertFalse(Hosts.same("127.0.0.1", "127.0.0.2"));
    assertFalse(Hosts.same("broker.invalid", "127.0.0.1"));
    assertFalse(Hosts.same("broker.invalid", "other.invalid"));
  }
}
