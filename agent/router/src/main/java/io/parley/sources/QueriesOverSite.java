package io.parley.sources;

import io.parley.gateway.Asked;
import io.parley.gateway.Attempt;
import io.parley.gateway.Queries;
import io.parley.gateway.Understood;
import io.parley.language.Outcome;
import io.parley.language.Understanding;
import io.parley.message.Codes;
import io.parley.message.Evidence;
import io.parley.message.Question;
import io.parley.message.Reason;
import io.parley.message.Route;
import io.parley.query.Query;
import io.parley.query.Result.Row;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Questions in words or in a query, evaluated over what this node sees. An answer that is less sure
 * than the error rate allows is a guess.
 */
public final class QueriesOverSite implements Queries {
  private static final int LONGEST_LINE = 1_000;
  private static final int MOST_EVIDENCE = 256;

  private final Understanding understanding;
  private final Conversations conversations = new Conversations();
  private final double errorRate;
  private final Clock clock;

  /**
   * Queries over a site.
   *
   * @param errorRate the share of wrong answers given as sure that is accepted
   */
  public QueriesOverSite(Understanding understanding, double errorRate, Clock clock) {
    this.understanding = understanding;
    this.errorRate = errorRate;
    this.clock = clock;
  }

  @Override
  public boolean present() {
    return true;
  }

  @Override
  public Attempt attempt(Asked asked) {
    Question question = asked.question();
    Instant now = clock.instant();
    String language = question.lang() == null ? null : primary(question.lang());
    Query query = question.query();
    String text = question.text();
    if (text == null) {
      return query == null ? Attempt.NOTHING : attempt(understanding.ask(query, language, now));
    }
    boolean fromBelow = question.origin() != null || !question.facts().isEmpty();
    // All that a gateway passes on comes from one client, whoever asked.
    Query before = fromBelow ? null : conversations.before(asked, now);
    Outcome outcome = understanding.ask(text, asked.subject(), language, before, now);
    if (!fromBelow && outcome instanceof Outcome.Told told && told.query() != null) {
      conversations.asked(asked, told.query(), now);
    }
    if (query != null && !(outcome instanceof Outcome.Told)) {
      // SPEC E-6: the words were read below, with names of the site there.
      outcome = understanding.ask(query, language, now);
    }
    return attempt(outcome);
  }

  private static String primary(String language) {
    int dash = language.indexOf('-');
    return (dash < 0 ? language : language.substring(0, dash)).toLowerCase(Locale.ROOT);
  }

  private Attempt attempt(Outcome outcome) {
    if (outcome instanceof Outcome.Told told) {
      return told(told);
    }
    if (outcome instanceof Outcome.Unsure unsure) {
      Understood understood =
          unsure.readAs().isEmpty()
              ? null
              : understood(unsure.query(), unsure.readAs(), unsure.language());
      return new Attempt.Unanswerable(
          unsure.code(), unsure.text(), words(unsure), evidence(unsure.rows()), understood);
    }
    return new Attempt.Unsupported(((Outcome.Unsupported) outcome).text());
  }

  private Attempt told(Outcome.Told told) {
    Understood understood = understood(told.query(), told.readAs(), told.language());
    List<Evidence> evidence = evidence(told.rows());
    if (told.confidence() >= 1 - errorRate) {
      return new Attempt.Found(
          Route.QUERY,
          told.text(),
          null,
          told.confidence(),
          evidence,
          Attempt.Source.NONE,
          null,
          understood);
    }
    return new Attempt.Guess(
        Route.QUERY,
        told.text(),
        told.confidence(),
        evidence,
        Attempt.Source.NONE,
        null,
        "the reading is less sure than the error rate %s allows".formatted(errorRate),
        understood);
  }

  private static Understood understood(@Nullable Query query, String line, String language) {
    return new Understood(query, cut(line, LONGEST_LINE), language);
  }

  /** SPEC A-18: words stand with {@code unknown-word} only; a word that is too long is cut. */
  private static List<String> words(Outcome.Unsure unsure) {
    return unsure.code().equals(Codes.UNKNOWN_WORD)
        ? unsure.words().stream()
            .filter(word -> !word.isBlank())
            .map(word -> cut(word, Reason.MOST_CHARACTERS))
            .limit(Reason.MOST_WORDS)
            .toList()
        : List.of();
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  private static List<Evidence> evidence(List<Row> rows) {
    return rows.stream()
        .limit(MOST_EVIDENCE)
        .map(row -> new Evidence(row.topic(), row.path(), row.value(), row.unit(), row.at()))
        .toList();
  }
}
