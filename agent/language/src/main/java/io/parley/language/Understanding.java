package io.parley.language;

import io.parley.evaluation.Evaluator;
import io.parley.language.pack.LanguagePack;
import io.parley.language.plan.Plan;
import io.parley.language.plan.Planner;
import io.parley.language.plan.QueryText;
import io.parley.language.reader.QuestionReader;
import io.parley.language.reader.Reading;
import io.parley.language.reader.SiteIndex;
import io.parley.language.wording.Wording;
import io.parley.query.Query;
import io.parley.query.Result;
import io.parley.query.Result.Row;
import io.parley.site.SiteModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way from words to words: reading, plan, query, result, wording. Needs no model and no thread;
 * may be called from any.
 */
public final class Understanding {
  private final List<LanguagePack> packs;
  private final SiteModel site;
  private final Evaluator evaluator;
  private volatile @Nullable SiteIndex index;

  /**
   * Understanding of a site.
   *
   * @param packs the languages that are spoken there, the first first; at least one
   */
  public Understanding(List<LanguagePack> packs, SiteModel site, Evaluator evaluator) {
    if (packs.isEmpty()) {
      throw new IllegalArgumentException("packs must name at least one language");
    }
    this.packs = List.copyOf(packs);
    this.site = site;
    this.evaluator = evaluator;
  }

  /**
   * Answers a question in words.
   *
   * @param subject what its topic says that it is about; empty: nothing
   * @param language the language that the asker names; absent: whichever fits
   * @param before the asker's query before this one; absent: none
   */
  public Outcome ask(
      String text, String subject, @Nullable String language, @Nullable Query before, Instant now) {
    SiteIndex known = index();
    QuestionReader reader = new QuestionReader(packs, known);
    Reading reading = reader.read(text, language);
    Reading about = subject.isBlank() ? null : reader.read(subject.replace('/', ' '), null);
    Wording wording = new Wording(reading.pack(), site.zone(), now);
    String spoken = reading.pack().language();
    Planner planner = new Planner(known);
    Plan plan = planner.plan(reading, about, before);
    boolean failed = plan instanceof Plan.UnknownWords || plan instanceof Plan.NotUnderstood;
    if (failed && !reading.cut()) {
      Sentences sentences = new Sentences(reader, planner);
      Plan alone = sentences.alone(text, language);
      plan = alone == null ? plan : alone;
    }
    if (plan instanceof Plan.Command) {
      return new Outcome.Unsupported(wording.unsupported(), spoken);
    }
    if (plan instanceof Plan.UnknownWords unknown) {
      return unsure("unknown-word", wording.unknown(unknown.words()), unknown.words(), spoken);
    }
    if (plan instanceof Plan.NotUnderstood not) {
      return unsure("not-understood", wording.notUnderstood(not.words()), not.words(), spoken);
    }
    Plan.Asks asks = (Plan.Asks) plan;
    return told(asks.queries(), Confidence.of(asks.doubts()), wording, spoken, now);
  }

  /** Answers a question that came as a query. */
  public Outcome ask(Query query, @Nullable String language, Instant now) {
    LanguagePack pack =
        packs.stream()
            .filter(each -> each.language().equals(language))
            .findFirst()
            .orElse(packs.get(0));
    return told(List.of(query), 1, new Wording(pack, site.zone(), now), pack.language(), now);
  }

  /** How a question is read, without planning it. */
  public Reading read(String text) {
    return new QuestionReader(packs, index()).read(text, null);
  }

  private static Outcome unsure(String code, String text, List<String> words, String language) {
    return new Outcome.Unsure(code, text, words, List.of(), null, "", language);
  }

  private Outcome told(
      List<Query> queries, double confidence, Wording wording, String language, Instant now) {
    List<String> texts = new ArrayList<>();
    List<String> readings = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    Query only = queries.size() == 1 ? queries.get(0) : null;
    double sure = confidence;
    for (Query query : queries) {
      Result result = evaluator.evaluate(query, now);
      readings.add(QueryText.of(query));
      String text = wording.tell(query, result);
      if (result instanceof Result.Unknown unknown) {
        return new Outcome.Unsure(
            unknown.code(),
            text,
            unknown.code().equals("unknown-word") ? List.of(unknown.detail()) : List.of(),
            unknown.rows(),
            only,
            String.join("; ", readings),
            language);
      }
      // Whoever asks by a query reads the coverage.
      sure = confidence < 1 ? Math.min(sure, Confidence.of(confidence, result)) : sure;
      texts.add(text);
      rows.addAll(result.rows());
    }
    return new Outcome.Told(
        String.join("; ", texts), only, String.join("; ", readings), sure, rows, language);
  }

  private SiteIndex index() {
    SiteIndex known = index;
    if (known == null || known.version() != site.version()) {
      known = SiteIndex.of(site, packs);
      index = known;
    }
    return known;
  }
}
