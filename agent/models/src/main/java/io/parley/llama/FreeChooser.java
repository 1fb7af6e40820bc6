package io.parley.llama;

import com.sun.jna.Pointer;
import io.parley.engine.Sampling;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Any token: the most probable one, or one drawn with a seed. */
final class FreeChooser implements Chooser {
  private final LoadedModel model;
  private final int topK;
  private final TokenDraw draw;
  private final float[] logits;

  FreeChooser(LoadedModel model, Sampling sampling, int topK, float[] scratch) {
    this.model = model;
    this.topK = topK;
    this.draw = new TokenDraw(sampling);
    this.logits = scratch;
  }

  @Override
  public Choice choose(Pointer pointer) {
    int count = model.vocabulary();
    pointer.read(0, logits, 0, count);
    Softmax.Distribution distribution = Softmax.over(logits, count);
    int picked = draw.pick(logits, count, distribution);
    return Choice.among(logits, count, null, picked, topK, distribution);
  }

  @Override
  public void accept(int token) {
    // Nothing depends on what came before.
  }

  @Override
  public boolean ends(int token) {
    return model.ends(token);
  }

  /** Picks a place among values, by temperature and mass. */
  static final class TokenDraw {
    private final Sampling sampling;
    private final SplittableRandom random;

    TokenDraw(Sampling sampling) {
      this.sampling = sampling;
      this.random = new SplittableRandom(sampling.seed());
    }

    int pick(float[] values, int count, Softmax.Distribution distribution) {
      if (sampling.temperature() == 0) {
        return distribution.best();
      }
      float scale = 1 / sampling.temperature();
      // Weight in the high half, place in the low one: sorting longs sorts by weight.
      long[] order = new long[count];
      double sum = 0;
      for (int i = 0; i < count; i++) {
        float weight = Softmax.exp((values[i] - distribution.greatest()) * scale);
        sum += weight;
        order[i] = (long) Float.floatToIntBits(weight) << 32 | i;
      }
      Arrays.sort(order);
      double mass = sum * sampling.topP();
      double kept = 0;
      int first = count;
      while (first > 0 && kept < mass) {
        kept += weight(order[--first]);
      }
      double drawn = random.nextDouble() * kept;
      for (int i = count - 1; i > first; i--) {
        drawn -= weight(order[i]);
        if (drawn < 0) {
          return (int) order[i];
        }
      }
      return (int) order[first];
    }

    private static float weight(long ordered) {
      return Float.intBitsToFloat((int) (ordered >> 32));
    }
  }
}
