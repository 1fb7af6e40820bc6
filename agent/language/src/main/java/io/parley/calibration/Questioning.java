package io.parley.calibration;

import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.LanguageModel;
import io.parley.knowledge.Fact;
import io.parley.message.Cost;
import io.parley.prompt.Candidate;
import io.parley.prompt.Kind;
import io.parley.prompt.Offer;
import io.parley.prompt.Prompt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks a model a question over facts, its parts one after another where they can stand alone. The
 * node and the evaluation ask in the same way, so that what is measured is what is used. Any thread
 * may call; nothing blocks.
 */
public final class Questioning {
  private static final int MOST_TOKENS = 4096;

  private final LanguageModel model;

  /** Asks this model. */
  public Questioning(LanguageModel model) {
    this.model = model;
  }

  /**
   * What the model made of a question.
   *
   * @param text its decoded text, parts joined by {@code "; "}; {@code unsure} if any part is
   * @param known the parts that it answered, joined in the same way; empty if none
   * @param chosen the answers that {@code known} is made of
   * @param raw its raw confidence in {@code text}, 0..1
   * @param cost of all parts together
   * @param why why a part was not put to the model, as a sentence; absent if all were
   */
  public record Reply(
      String text,
      String known,
      List<Candidate> chosen,
      double raw,
      Cost cost,
      @Nullable String why) {
    public Reply {
      chosen = List.copyOf(chosen);
    }

    /** Whether every part was answered. */
    public boolean answered() {
      return !text.equals(Candidate.UNSURE);
    }
  }

  /** An offer and what the model made of it; nothing was asked where only unsure is possible. */
  private record Part(Offer offer, @Nullable Generation generation) {
    String text() {
      return generation == null ? Candidate.UNSURE : generation.text().strip();
    }

    double raw() {
      return generation == null ? 1 : Confidence.raw(generation);
    }
  }

  /**
   * Asks.
   *
   * @param facts what the node knows, the best first
   * @param now the time that ages are counted from
   * @param until when the model must have ended
   * @param delta hears the text as it is decoded
   * @return fails as the model does; cancelling it cancels the model's work
   */
  public CompletableFuture<Reply> ask(
      String question, List<Fact> facts, Instant now, Instant until, Consumer<String> delta) {
    AtomicReference<CompletableFuture<Generation>> running = new AtomicReference<>();
    CompletableFuture<List<Part>> parts = CompletableFuture.completedFuture(List.of());
    for (Offer offer : Offer.all(question, facts, now)) {
      parts =
          parts.thenCompose(
              before -> {
                if (offer.why() != null) {
                  return CompletableFuture.completedFuture(with(before, new Part(offer, null)));
                }
                if (!before.isEmpty()) {
                  delta.accept(Prompt.SEPARATOR + " ");
                }
                CompletableFuture<Generation> next = generate(offer.prompt(), until, delta);
                running.set(next);
                return next.thenApply(generated -> with(before, new Part(offer, generated)));
              });
    }
    CompletableFuture<Reply> reply = parts.thenApply(Questioning::reply);
    var unused =
        reply.whenComplete(
            (value, error) -> {
              CompletableFuture<Generation> at = running.get();
              if (reply.isCancelled() && at != null) {
                at.cancel(true);
              }
            });
    return reply;
  }

  private CompletableFuture<Generation> generate(
      Prompt prompt, Instant until, Consumer<String> delta) {
    GenerationRequest request =
        GenerationRequest.greedy(
            prompt.prefix(),
            prompt.text(),
            Math.min(MOST_TOKENS, prompt.longest()),
            until,
            prompt.choices());
    return model.generate(
        request,
        new GenerationListener() {
          @Override
          public void decoded(String piece) {
            delta.accept(piece);
          }
        });
  }

  private static List<Part> with(List<Part> before, Part next) {
    List<Part> all = new ArrayList<>(before);
    all.add(next);
    return all;
  }

  private static Reply reply(List<Part> parts) {
    double raw = 1;
    double unsure = 0;
    List<String> known = new ArrayList<>();
    List<Candidate> chosen = new ArrayList<>();
    for (Part part : parts) {
      String text = part.text();
      List<Candidate> read = part.offer().prompt().read(text).orElse(List.of());
      if (read.isEmpty() || read.stream().anyMatch(c -> c.kind() == Kind.UNSURE)) {
        unsure = Math.max(unsure, part.raw());
      } else {
        raw *= part.raw();
        known.add(text);
        chosen.addAll(read);
      }
    }
    boolean all = known.size() == parts.size();
    String text = String.join(Prompt.SEPARATOR + " ", known);
    String why =
        parts.stream().map(p -> p.offer().why()).filter(Objects::nonNull).findFirst().orElse(null);
    return new Reply(
        all ? text : Candidate.UNSURE, text, chosen, all ? raw : unsure, cost(parts), why);
  }

  private static Cost cost(List<Part> parts) {
    List<Generation> all = parts.stream().map(Part::generation).filter(Objects::nonNull).toList();
    boolean measured = !all.isEmpty() && all.stream().allMatch(g -> g.joules() != null);
    return new Cost(
        all.stream().mapToInt(Generation::promptTokens).sum(),
        all.stream().mapToInt(Generation::cachedTokens).sum(),
        all.stream().mapToInt(g -> g.tokens().size()).sum(),
        all.stream().mapToLong(Generation::ms).sum(),
        measured
            ? all.stream().map(Generation::joules).filter(Objects::nonNull).reduce(0.0, Double::sum)
            : null);
  }
}
