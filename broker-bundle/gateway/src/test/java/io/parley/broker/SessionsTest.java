package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.access.Principal;
import io.parley.access.Role;
import io.parley.broker.Sessions.Verdict;
import io.parley.config.ClientLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionsTest {
  private static final Principal KILN = Principal.of("kiln", Role.DEVICE);
  private static final Principal MIXER = Principal.of("mixer", Role.DEVICE);
  private static final long LATER = Duration.ofSeconds(31).toNanos();

  @TempDir private Path folder;
  private final Set<String> existing = new HashSet<>();
  private final Sessions sessions = sessions(10);

  private Sessions sessions(int most) {
    return new Sessions(
        ClientLimits.USUAL.withKept(2, 2, 60, 3),
        most,
        new SessionOwners(null),
        existing::contains);
  }

  private Verdict take(String client, Principal principal, boolean lasting, long at) {
    return sessions.take(client, principal, lasting, false, at);
  }

  @Test
  void aClientIdIsItsUsersAsLongAsItsSessionExists() {
    assertEquals(Verdict.TAKEN, take("a", KILN, true, 0));
    existing.add("a");
    sessions.connected("a", KILN, 0);
    sessions.disconnected("a", 0);
    assertEquals(Verdict.OTHERS, take("a", MIXER, true, LATER));
    existing.remove("a");
    assertEquals(Verdict.OTHERS, take("a", MIXER, true, LATER - 2_000_000_000L));
    assertEquals(Verdict.TAKEN, take("a", MIXER, true, LATER));
    assertEquals(Verdict.OTHERS, take("a", KILN, true, LATER));
  }

  @Test
  void aSessionThatEndsWithItsConnectionIsFreeAtOnce() {
    take("a", KILN, false, 0);
    sessions.connected("a", KILN, 0);
    assertEquals(Verdict.OTHERS, take("a", MIXER, false, 0));
    sessions.disconnected("a", 0);
    assertEquals(Verdict.TAKEN, take("a", MIXER, false, 0));
  }

  @Test
  void whoTakesItsOwnSessionOverKeepsItWhenTheFirstIsGone() {
    take("a", KILN, false, 0);
    sessions.connected("a", KILN, 0);
    take("a", KILN, false, 1);
    sessions.disconnected("a", 2);
    sessions.connected("a", KILN, 3);
    assertEquals(Verdict.OTHERS, take("a", MIXER, false, LATER));
    assertTrue(sessions.subscribe("a", "x"));
  }

  @Test
  void whatTheNodeConnectsWithStaysItsOwn() {
    take("gw-coap", Principal.NODE, false, 0);
    sessions.connected("gw-coap", Principal.NODE, 0);
    sessions.disconnected("gw-coap", 0);
    assertEquals(Verdict.OTHERS, take("gw-coap", MIXER, false, 2 * LATER));
  }

  @Test
  void aUserHasTwoSessionsAndGetsRoomWhenOneIsGone() {
    take("a", KILN, true, 0);
    take("b", KILN, true, 0);
    existing.addAll(Set.of("a", "b"));
    assertEquals(Verdict.TOO_MANY, take("c", KILN, true, LATER));
    assertEquals(Verdict.TAKEN, take("b", KILN, true, LATER));
    assertEquals(Verdict.TAKEN, take("d", MIXER, true, LATER));
    existing.remove("a");
    assertEquals(Verdict.TAKEN, take("c", KILN, true, LATER));
  }

  @Test
  void inAllThereAreNoMoreThanTheBrokerHolds() {
    Sessions one = sessions(1);
    assertEquals(Verdict.TAKEN, one.take("a", KILN, false, false, 0));
    assertEquals(Verdict.TOO_MANY, one.take("b", MIXER, false, false, 0));
    assertEquals(Verdict.TAKEN, one.take("gw-coap", Principal.NODE, false, false, 0));
  }

  @Test
  void aCleanStartEmptiesTheSession() {
    take("a", KILN, true, 0);
    assertTrue(sessions.subscribe("a", "x"));
    assertTrue(sessions.subscribe("a", "y"));
    assertFalse(sessions.subscribe("a", "z"));
    sessions.take("a", KILN, true, true, 0);
    assertTrue(sessions.subscribe("a", "z"));
  }

  @Test
  void whatWasWrittenIsReadAndWhatIsBrokenIsNobodys() throws Exception {
    Path file = folder.resolve("session-owners");
    SessionOwners owners = new SessionOwners(file);
    owners.add("a b\n", "kiln", Map.of());
    owners.add("ü", "kiln", Map.of());
    owners.add("ü", "mixer", Map.of());
    Files.writeString(
        file,
        Files.readString(file) + "%ZZ kiln\nno-owner\nx y z\n\u0000\u0001\ncut",
        StandardCharsets.ISO_8859_1);
    assertEquals(Map.of("a b\n", "kiln", "ü", "mixer"), new SessionOwners(file).read());
  }
}
