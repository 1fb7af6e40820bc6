package io.parley.documents;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/** One search: BM25 finds passages, their features tell how well each fits. */
final class Search {
  private static final int CANDIDATES = 12;
  private static final float HEADING_BOOST = 1.5f;
  private static final String SENTENCES =
      "(?<=[.!?:;])\\s+|\\n\\s*\\n|\\n(?=\\s*([-*|]|[0-9]+\\.))";
  private static final double ENOUGH = 3;

  private final Terms terms;
  private final RelevanceModel model;
  private final IndexSearcher searcher;

  Search(Terms terms, RelevanceModel model, IndexSearcher searcher) {
    this.terms = terms;
    this.model = model;
    this.searcher = searcher;
  }

  /** A passage as it was found. */
  private record Hit(Document document, double score) {
    String section() {
      return document.get(Index.FILE) + " " + document.get(Index.HEADING);
    }
  }

  /** The passages that fit best, likeliest first. */
  List<Passage> passages(String question, int most) throws IOException {
    Weights weights = Weights.of(terms.asked(question), searcher.getIndexReader());
    if (weights.isEmpty()) {
      return List.of();
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (String term : weights.terms()) {
      query.add(new TermQuery(new Term(Index.TEXT, term)), Occur.SHOULD);
      query.add(
          new BoostQuery(new TermQuery(new Term(Index.HEADING, term)), HEADING_BOOST),
          Occur.SHOULD);
    }
    List<Hit> hits = new ArrayList<>();
    for (ScoreDoc hit : searcher.search(query.build(), Math.max(CANDIDATES, most)).scoreDocs) {
      hits.add(new Hit(searcher.storedFields().document(hit.doc), hit.score));
    }
    Attribute attribute = Attribute.of(question);
    return hits.stream()
        .map(hit -> passage(attribute, weights, hit, hits))
        .sorted(Comparator.comparingDouble(passage -> -passage.relevance().probability()))
        .limit(most)
        .toList();
  }

  private Passage passage(@Nullable Attribute attribute, Weights weights, Hit hit, List<Hit> hits) {
    String heading = hit.document().get(Index.HEADING);
    String text = hit.document().get(Index.TEXT);
    Set<String> inHeadings = terms.withNumbered(heading);
    Set<String> all = new HashSet<>(terms.withNumbered(text));
    all.addAll(inHeadings);
    double sentence = 0;
    double answering = 0;
    for (String one : text.split(SENTENCES)) {
      Set<String> said = new HashSet<>(terms.withNumbered(one));
      said.addAll(inHeadings);
      double share = weights.share(said);
      sentence = Math.max(sentence, share);
      if (attribute == null || attribute.in(one)) {
        answering = Math.max(answering, share);
      }
    }
    Relevance relevance =
        new Relevance(
            weights.share(all),
            weights.share(terms.withNumbered(heading.substring(heading.lastIndexOf('>') + 1))),
            sentence,
            answering,
            weights.missing(all),
            weights.unknown(),
            Math.min(1, weights.matched(all) / ENOUGH),
            gap(hit, hits),
            0);
    Number line = hit.document().getField(Index.LINE).numericValue();
    return new Passage(
        hit.document().get(Index.FILE),
        line.intValue(),
        heading,
        text,
        hit.score(),
        relevance.withProbability(model.probability(relevance.features())));
  }

  private static double gap(Hit hit, List<Hit> hits) {
    double other =
        hits.stream()
            .filter(h -> !h.section().equals(hit.section()))
            .mapToDouble(Hit::score)
            .max()
            .orElse(0);
    return Math.max(-1, (hit.score() - other) / hits.get(0).score());
  }
}
