package io.parley.sources;

import io.parley.documents.Documents;
import io.parley.documents.Passage;
import io.parley.gateway.Asked;
import io.parley.gateway.Attempt;
import io.parley.gateway.Attempt.Source;
import io.parley.gateway.Passages;
import io.parley.message.Evidence;
import io.parley.message.Route;
import java.util.List;

/**
 * Passages of the user's own text, quoted with their source: one answers where its calibrated
 * relevance passes the error rate, else the best one is a guess.
 */
public final class QuotedPassages implements Passages {
  private static final int CONSIDERED = 5;

  /** Below it a passage is more likely to mislead than to help. */
  private static final double LEAST_GUESS = 0.25;

  private final Documents documents;
  private final double errorRate;

  /**
   * Passages of these documents.
   *
   * @param errorRate the share of wrong answers given as sure that is accepted
   */
  public QuotedPassages(Documents documents, double errorRate) {
    this.documents = documents;
    this.errorRate = errorRate;
  }

  @Override
  public boolean present() {
    return documents.files() > 0;
  }

  @Override
  public String version() {
    return documents.version();
  }

  @Override
  public Attempt attempt(Asked asked) {
    String text = asked.question().text();
    if (text == null) {
      return Attempt.NOTHING;
    }
    List<Passage> found = documents.search(text, CONSIDERED);
    if (found.isEmpty()) {
      return new Attempt.Nothing("no document shares a word with the question");
    }
    Passage best = found.get(0);
    double relevance = best.relevance().probability();
    if (documents.answers(found, errorRate).isPresent()) {
      return new Attempt.Found(
          Route.DOCUMENT, quoted(best), null, relevance, evidence(best), Source.NONE, null);
    }
    if (relevance < LEAST_GUESS) {
      return new Attempt.Nothing("no passage of the documents fits the question");
    }
    return new Attempt.Guess(
        Route.DOCUMENT,
        quoted(best),
        relevance,
        evidence(best),
        Source.NONE,
        null,
        "no passage is relevant enough for the error rate %s".formatted(errorRate));
  }

  private static String quoted(Passage passage) {
    String text = passage.text().strip().replaceAll("\\s+", " ");
    return "%s (%s:%d, %s)".formatted(text, passage.file(), passage.line(), passage.heading());
  }

  private static List<Evidence> evidence(Passage passage) {
    return List.of(
        new Evidence(
            "file:" + passage.file(), "line " + passage.line(), passage.heading(), null, null));
  }
}
