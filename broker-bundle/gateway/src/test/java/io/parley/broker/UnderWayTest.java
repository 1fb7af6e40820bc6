package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class UnderWayTest {
  private final AtomicInteger user = new AtomicInteger();
  private final UnderWay first = new UnderWay(user);
  private final UnderWay second = new UnderWay(user);

  @Test
  void theConnectionsOfAUserShareWhatItMayHave() {
    for (int i = 0; i < UnderWay.OF_ONE_USER; i++) {
      assertTrue(i % 2 == 0 ? first.begin() : second.begin());
    }
    assertFalse(first.begin());
    second.decided();
    assertTrue(first.begin());
    assertFalse(second.begin());
  }

  @Test
  void whatAClosedConnectionLeftIsNobodysAndIsCountedOnce() {
    first.begin();
    first.begin();
    second.begin();
    first.closed();
    assertEquals(1, user.get());
    first.decided();
    assertEquals(1, user.get());
    second.decided();
    assertEquals(0, user.get());
  }
}
