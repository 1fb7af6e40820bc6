package io.parley.llama;

import com.sun.jna.Pointer;
import io.parley.engine.Constraint;
import io.parley.engine.EngineException;
import io.parley.engine.Sampling;
import java.util.List;

/** Some texts and nothing else; only the logits of allowed tokens are looked at. */
final class ChoicesChooser implements Chooser {
  private final ChoicePath path;
  private final FreeChooser.TokenDraw draw;
  private final int topK;

  ChoicesChooser(LoadedModel model, Constraint.Choices choices, Sampling sampling, int topK) {
    if (model.endToken() < 0) {
      throw invalid("the model has no end token, so choices cannot end");
    }
    this.path =
        new ChoicePath(
            texts(model, choices.alternatives()),
            texts(model, choices.alone()),
            choices.most() > 1 ? tokens(model, choices.separator()) : new int[] {0},
            choices.most(),
            model.endToken());
    this.draw = new FreeChooser.TokenDraw(sampling);
    this.topK = topK;
  }

  @Override
  public int forced() {
    int[] allowed = path.allowed();
    return allowed.length == 1 ? allowed[0] : -1;
  }

  @Override
  public Choice choose(Pointer logits) {
    int[] allowed = path.allowed();
    if (allowed.length == 1) {
      return Choice.forced(allowed[0]);
    }
    float[] values = new float[allowed.length];
    for (int i = 0; i < allowed.length; i++) {
      values[i] = logits.getFloat(4L * allowed[i]);
    }
    Softmax.Distribution distribution = Softmax.over(values, values.length);
    int picked = draw.pick(values, values.length, distribution);
    return Choice.among(values, values.length, allowed, picked, topK, distribution);
  }

  @Override
  public void accept(int token) {
    path.accept(token);
  }

  @Override
  public boolean ends(int token) {
    return path.done();
  }

  @Override
  public int longest() {
    return path.longest();
  }

  private static List<int[]> texts(LoadedModel model, List<String> texts) {
    return texts.stream().map(text -> tokens(model, text)).toList();
  }

  private static int[] tokens(LoadedModel model, String text) {
    int[] tokens = model.tokenize(text, false, false);
    if (tokens.length == 0) {
      throw invalid("a choice has no tokens");
    }
    for (int token : tokens) {
      if (model.ends(token)) {
        throw invalid("a choice holds the end token");
      }
    }
    return tokens;
  }

  private static EngineException invalid(String why) {
    return new EngineException(EngineException.Kind.INVALID, why);
  }
}
