package io.parley.sources;

import io.parley.engine.ChatTemplate;
import io.parley.engine.Constraint;
import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.LanguageModel;
import io.parley.engine.ModelInfo;
import io.parley.prompt.Sheet;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Logger log = LoggerFactory.getLogger(TemplatedModel.class);

  private final LanguageModel model;
  private final CompletableFuture<Ends> ends;

  private TemplatedModel(LanguageModel model, CompletableFuture<Ends> ends) {
    this.model = model;
    this.ends = ends;
  }

  /**
   * A model whose file names its template; one whose template is missing or unknown gets the
   * instruction and the sheet in plain words.
   */
  public static TemplatedModel by(ChatTemplate template, LanguageModel model) {
    return by(template, model, INSTRUCTION);
  }

  /** The same with another instruction, for other prompts than sheets. */
  public static TemplatedModel by(ChatTemplate template, LanguageModel model, String instruction) {
    CompletableFuture<Ends> ends =
        template
            .applyTemplate(
                List.of(
                    new ChatTemplate.Message(ChatTemplate.Role.SYSTEM, instruction),
                    new ChatTemplate.Message(ChatTemplate.Role.USER, SHEET)))
            .thenApply(Ends::around)
            .exceptionally(error -> plain(error, instruction));
    return new TemplatedModel(model, ends);
  }

  /** A model behind a server that applies its template itself. */
  public static TemplatedModel behind(LanguageModel model) {
    return behind(model, INSTRUCTION);
  }

  /** The same with another instruction, for other prompts than sheets. */
  public static TemplatedModel behind(LanguageModel model, String instruction) {
    return new TemplatedModel(model, CompletableFuture.completedFuture(new Ends(instruction, "")));
  }

  private static Ends plain(Throwable error, String instruction) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    if (cause instanceof EngineException known && known.kind() == EngineException.Kind.INVALID) {
      return new Ends(instruction + "\n\n", "\nAnswer:");
    }
    throw new CompletionException(cause);
  }

  /**
   * Has the fixed words read now, so that the first question does not wait for it.
   *
   * @param until when that is given up
   * @return this
   */
  public TemplatedModel warmed(Instant until) {
    var unused =
        ends.thenCompose(
                around ->
                    model.generate(
                        GenerationRequest.greedy(
                            around.before(), around.after(), 1, until, new Constraint.Free()),
                        GenerationListener.NONE))
            .exceptionally(
                error -> {
                  log.debug("the fixed words could not be read yet: {}", error.toString());
                  return null;
                });
    return this;
  }

  @Override
  public ModelInfo info() {
    return model.info();
  }

  @Override
  public CompletableFuture<Generation> generate(
      GenerationRequest request, GenerationListener listener) {
    CompletableFuture<Generation> said = new CompletableFuture<>();
    var unused =
        ends.whenComplete(
            (around, error) -> {
              if (error != null) {
                said.completeExceptionally(error);
              } else if (!said.isDone()) {
                passOn(model.generate(dressed(request, around), listener), said);
              }
            });
    return said;
  }

  /** What the model says goes to who asked; that nobody asks any more goes to the model. */
  private static void passOn(
      CompletableFuture<Generation> generation, CompletableFuture<Generation> said) {
    var unusedToo =
        generation.whenComplete(
            (value, error) -> {
              if (error != null) {
                said.completeExceptionally(error);
              } else {
                said.complete(value);
              }
            });
    var unused =
        said.whenComplete(
            (value, error) -> {
              if (said.isCancelled()) {
                generation.cancel(true);
              }
            });
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
