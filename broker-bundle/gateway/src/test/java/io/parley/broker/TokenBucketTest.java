package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class TokenBucketTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aBurstOfTwoSecondsPassesAndThenTheRate() {
    TokenBucket bucket = new TokenBucket(2, 0);
    for (int i = 0; i < 4; i++) {
      assertEquals(0, bucket.take(1, 0));
    }
    assertEquals(SECOND / 2, bucket.take(1, 0));
    assertTrue(bucket.take(1, SECOND / 2 - 1) > 0);
    assertEquals(0, bucket.take(1, SECOND));
    assertEquals(0, bucket.take(1, SECOND));
    assertEquals(SECOND / 2, bucket.take(1, SECOND));
  }

  @Test
  void aWholeBucketPaysForWhatIsLargerThanIt() {
    TokenBucket bucket = new TokenBucket(10, 0);
    assertEquals(0, bucket.take(1_000, 0));
    assertTrue(bucket.take(1, 0) > 0);
    assertEquals(0, bucket.take(1_000, 2 * SECOND));
  }
}
