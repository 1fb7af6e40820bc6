package io.parley.llama;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.engine.EngineException;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SoftmaxTest {
  @Test
  void theExponentialIsGoodToSomeMillionths() {
    for (float x = 0; x > -80; x -= 0.0137f) {
      assertEquals(1, Softmax.exp(x) / Math.exp(x), 6e-6, "at " + x);
    }
    assertEquals(0, Softmax.exp(-1000));
    assertEquals(0, Softmax.exp(Float.NEGATIVE_INFINITY));
  }

  @Test
  void probabilitiesAndEntropyAreThoseOfTheDefinition() {
    Random random = new Random(1);
    float[] logits = new float[5000];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) random.nextGaussian() * 4 - 20;
      sum += Math.exp(logits[i]);
    }
    Softmax.Distribution distribution = Softmax.over(logits, logits.length);
    double entropy = 0;
    for (float logit : logits) {
      double p = Math.exp(logit) / sum;
      entropy -= p * Math.log(p);
      assertEquals(p, distribution.probability(logit), 6e-6);
    }
    assertEquals(entropy, distribution.entropy(), 1e-4);
  }

  @Test
  void whatIsNoNumberIsRefused() {
    for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      EngineException refused =
          assertThrows(EngineException.class, () -> Softmax.over(new float[] {1, odd, 2}, 3));
      assertEquals(EngineException.Kind.INVALID, refused.kind());
    }
  }

  @Test
  void theRunnerUpIsTheSameWhetherOthersAreToldOrNot() {
    Random random = new Random(2);
    for (int count : new int[] {1, 2, 3, 1023, 1025, 4001}) {
      float[] logits = new float[count];
      for (int i = 0; i < count; i++) {
        logits[i] = (float) random.nextGaussian() * 3;
      }
      Softmax.Distribution distribution = Softmax.over(logits, count);
      int best = distribution.best();
      Choice few = Choice.among(logits, count, null, best, 1, distribution);
      Choice many = Choice.among(logits, count, null, best, 5, distribution);
      assertEquals(many.margin(), few.margin());
      assertEquals(Math.min(1, count - 1), few.others().length);
      if (count > 1) {
        assertEquals(many.others()[0], few.others()[0]);
      }
    }
  }

  @Test
  void equalsAreWonByTheLowestToken() {
    float[] logits = {1, 3, 3, 2};
    Softmax.Distribution distribution = Softmax.over(logits, 4);
    Choice choice = Choice.among(logits, 4, null, distribution.best(), 3, distribution);
    assertEquals(1, choice.token());
    assertEquals(0, choice.margin(), 1e-9);
    assertArrayEquals(new int[] {2, 3, 0}, choice.others());
  }
}
