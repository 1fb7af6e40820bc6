package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StartAttemptsTest {
  @TempDir private Path folder;

  private Path data() {
    return folder.resolve("broker");
  }

  @BeforeEach
  void leaveData() throws Exception {
    Files.createDirectories(data());
    Files.writeString(data().resolve("sessions"), "first");
  }

  private StartAttempts begun() {
    StartAttempts attempts = new StartAttempts(data());
    attempts.begin();
    return attempts;
  }

  @Test
  void afterTwoStartsThatDidNotEndTheDataIsSetAside() throws Exception {
    begun();
    begun();
    assertTrue(Files.exists(data().resolve("sessions")));
    StartAttempts third = begun();
    assertFalse(Files.exists(data()));
    assertEquals("first", Files.readString(third.aside().resolve("sessions")));
  }

  @Test
  void aStartThatEndedIsForgotten() {
    begun();
    begun().ended();
    begun();
    begun();
    assertTrue(Files.exists(data().resolve("sessions")));
  }

  @Test
  void whatIsNoNumberIsNone() throws Exception {
    begun();
    Files.writeString(folder.resolve("broker-starts"), "\u0000\u0000x");
    begun();
    assertTrue(Files.exists(data().resolve("sessions")));
  }

  @Test
  void whatWasSetAsideBeforeMakesRoom() throws Exception {
    begun();
    begun();
    begun();
    Files.createDirectories(data());
    Files.writeString(data().resolve("sessions"), "second");
    begun();
    StartAttempts again = begun();
    assertEquals("second", Files.readString(again.aside().resolve("sessions")));
  }
}
