package io.parley.sources;

import io.parley.engine.ChatTemplate;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.LanguageModel;
import io.parley.engine.ModelInfo;
import io.parley.prompt.Sheet;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A model that was not trained on the sheets of {@link Sheet}: it gets the same sheet as the user's
 * words in a conversation of its own template, after an instruction in plain words.
 */
public final class TemplatedModel implements LanguageModel {
  private static final String INSTRUCTION =
      "Answer the question from the facts below, in exactly the words that the facts allow."
          + " If they do not tell the answer, say: unsure";

  /**
   * Stands for the sheet while the template is applied; nothing else in a template has a control
   * character.
   */
  private static final String SHEET = "\u0001";

  private final LanguageModel model;
  private final CompletableFuture<Ends> ends;

  private TemplatedModel(LanguageModel model, CompletableFuture<Ends> ends) {
    this.model = model;
    this.ends = ends;
  }

  /** A model whose file names its template. */
  public static TemplatedModel by(ChatTemplate template, LanguageModel model) {
    CompletableFuture<Ends> ends =
        template
            .applyTemplate(
                List.of(
                    new ChatTemplate.Message(ChatTemplate.Role.SYSTEM, INSTRUCTION),
                    new ChatTemplate.Message(ChatTemplate.Role.USER, SHEET)))
            .thenApply(Ends::around);
    return new TemplatedModel(model, ends);
  }

  /** A model behind a server that applies its template itself. */
  public static TemplatedModel behind(LanguageModel model) {
    return new TemplatedModel(model, CompletableFuture.completedFuture(new Ends(INSTRUCTION, "")));
  }

  @Override
  public ModelInfo info() {
    return model.info();
  }

  @Override
  public CompletableFuture<Generation> generate(
      GenerationRequest request, GenerationListener listener) {
    CompletableFuture<Generation> generation =
        ends.thenCompose(around -> model.generate(dressed(request, around), listener));
    return generation;
  }

  private static GenerationRequest dressed(GenerationRequest request, Ends around) {
    return new GenerationRequest(
        around.before(),
        Sheet.words(request.prompt()) + around.after(),
        request.maxTokens(),
        request.deadline(),
        request.constraint(),
        request.sampling(),
        request.stop(),
        request.topK(),
        request.adapter());
  }

  @Override
  public void close() {
    model.close();
  }

  /** What stands before and after the sheet. */
  private record Ends(String before, String after) {
    static Ends around(String prompt) {
      int at = prompt.indexOf(SHEET);
      return at < 0
          ? new Ends(prompt, "")
          : new Ends(prompt.substring(0, at), prompt.substring(at + SHEET.length()));
    }
  }
}
