package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.access.Principal;
import io.parley.access.Role;
import io.parley.broker.RetainedTopics.Kept;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RetainedTopicsTest {
  private static final Principal KILN = Principal.of("kiln", Role.DEVICE);
  private static final Principal MIXER = Principal.of("mixer", Role.DEVICE);
  private static final Kept ONE = new Kept("kiln", 1);
  private final RetainedTopics topics = new RetainedTopics(2, 0);

  @Test
  void whoTakesATopicOverHasItAndTheOtherHasRoom() {
    assertTrue(topics.keep("a", 1, KILN, 0));
    assertTrue(topics.keep("b", 1, KILN, 0));
    assertFalse(topics.keep("c", 1, KILN, 0));
    assertTrue(topics.keep("b", 1, MIXER, 0));
    assertTrue(topics.keep("c", 1, KILN, 0));
  }

  @Test
  void whereNothingIsLeftThereIsRoom() {
    topics.keep("a", 1, KILN, 0);
    topics.keep("b", 1, KILN, 0);
    assertTrue(topics.keep("a", 0, MIXER, 0));
    assertTrue(topics.keep("c", 1, KILN, 0));
  }

  @Test
  void inAllThereAreFiveTimesAsMany() {
    for (int i = 0; i < 10; i++) {
      assertTrue(topics.keep("t" + i, 1, Principal.LOCAL, 0));
    }
    assertFalse(topics.keep("u", 1, Principal.LOCAL, 0));
    assertTrue(topics.keep("t9", 1, Principal.LOCAL, 0));
    assertTrue(topics.keep("own", 1, Principal.NODE, 0));
  }

  @Test
  void whereThereIsNoRoomItIsCountedAnewOnceAMinute() {
    AtomicInteger asked = new AtomicInteger();
    topics.are(Map.of("a", ONE, "b", ONE), asked::incrementAndGet);
    assertFalse(topics.keep("c", 1, KILN, 1));
    assertFalse(topics.keep("c", 1, KILN, 2));
    assertEquals(1, asked.get());
    assertFalse(topics.keep("c", 1, KILN, 1 + Duration.ofMinutes(1).toNanos()));
    assertEquals(2, asked.get());
    topics.are(Map.of("a", ONE), asked::incrementAndGet);
    assertTrue(topics.keep("c", 1, KILN, 3));
  }

  @Test
  void theirBytesAreCountedTooWhoeverHadTheTopicBefore() {
    assertTrue(topics.keep("a", 8_192, KILN, 0));
    assertFalse(topics.keep("b", 1, KILN, 0));
    assertFalse(topics.keep("a", 8_193, KILN, 0));
    assertTrue(topics.keep("a", 8_191, KILN, 0));
    assertTrue(topics.keep("b", 1, KILN, 0));
    assertTrue(topics.keep("a", 8_192, MIXER, 0));
    assertTrue(topics.keep("c", 8_191, KILN, 0));
  }

  @Test
  void whatChangesWhileItIsCountedIsInTheCount() {
    topics.are(Map.of("a", ONE, "b", ONE), () -> {});
    assertFalse(topics.keep("c", 1, KILN, 1));
    assertTrue(topics.keep("a", 0, KILN, 1));
    topics.are(Map.of("a", ONE, "b", ONE), () -> {});
    assertTrue(topics.keep("c", 1, KILN, 1));
  }
}
