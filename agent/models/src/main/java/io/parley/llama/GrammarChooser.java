package io.parley.llama;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.parley.engine.EngineException;
import io.parley.engine.Sampling;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What a grammar allows, asked of llama.cpp's own sampler; the grammar was checked before. */
final class GrammarChooser implements Chooser {
  private static final int ENTRY = 12;

  private final LoadedModel model;
  private final long sampler;
  private final FreeChooser.TokenDraw draw;
  private final int topK;
  private final Memory candidates;
  private final ByteBuffer entries;
  private final Memory array = new Memory(32);
  private final float[] values;
  private final int[] ids;

  GrammarChooser(LoadedModel model, String gbnf, Sampling sampling, int topK) {
    this.model = model;
    this.sampler =
        LlamaCalls.llama_sampler_init_grammar(
            model.vocab(), LlamaNatives.text(gbnf), LlamaNatives.text("root"));
    if (sampler == 0) {
      throw new EngineException(
          EngineException.Kind.INVALID,
          "llama.cpp refuses the grammar: " + model.natives().takeErrors());
    }
    this.draw = new FreeChooser.TokenDraw(sampling);
    this.topK = topK;
    int count = model.vocabulary();
    this.candidates = new Memory((long) ENTRY * count);
    this.entries = candidates.getByteBuffer(0, candidates.size()).order(ByteOrder.nativeOrder());
    this.values = new float[count];
    this.ids = new int[count];
  }

  @Override
  public Choice choose(Pointer logits) {
    int count = model.vocabulary();
    logits.read(0, values, 0, count);
    for (int i = 0; i < count; i++) {
      entries.putInt(ENTRY * i, i).putFloat(ENTRY * i + 4, values[i]);
    }
    array.clear();
    array.setPointer(0, candidates);
    array.setLong(8, count);
    array.setLong(16, -1);
    LlamaCalls.llama_sampler_apply(sampler, array);
    int allowed = 0;
    boolean allEnd = true;
    for (int i = 0; i < count; i++) {
      float value = entries.getFloat(ENTRY * i + 4);
      if (value > Float.NEGATIVE_INFINITY) {
        ids[allowed] = entries.getInt(ENTRY * i);
        values[allowed] = value;
        allEnd &= model.ends(ids[allowed]);
        allowed++;
      }
    }
    if (allowed == 0) {
      throw new EngineException(
          EngineException.Kind.INVALID, "the grammar allows no token that this model has");
    }
    Softmax.Distribution distribution = Softmax.over(values, allowed);
    if (allowed == 1 || allEnd) {
      return Choice.forced(ids[distribution.best()]);
    }
    int picked = draw.pick(values, allowed, distribution);
    return Choice.among(values, allowed, ids, picked, topK, distribution);
  }

  @Override
  public void accept(int token) {
    LlamaCalls.llama_sampler_accept(sampler, token);
  }

  @Override
  public boolean ends(int token) {
    return model.ends(token);
  }

  @Override
  public void close() {
    LlamaCalls.llama_sampler_free(sampler);
    candidates.close();
    array.close();
  }
}
