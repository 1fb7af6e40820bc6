package io.parley.documents;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** The terms of a question and how much each tells: the rarer in the documents, the more. */
final class Weights {
  private static final int SHORTEST_FUZZY = 5;

  /** What a thing's number tells: boiler 3 is not any boiler. */
  private static final double NUMBERED = 3;

  private final Map<String, Double> weights = new LinkedHashMap<>();
  private final Set<String> unknown = new HashSet<>();

  private Weights() {}

  static Weights of(List<String> asked, IndexReader reader) throws IOException {
    Weights weights = new Weights();
    for (String term : asked) {
      if (term.indexOf(' ') > 0) {
        weights.weights.put(term, NUMBERED);
        continue;
      }
      String known = frequency(reader, term) > 0 ? term : near(reader, term);
      String counted = known == null ? term : known;
      if (known == null) {
        weights.unknown.add(term);
      }
      double rarity = (reader.numDocs() + 1) / (frequency(reader, counted) + 0.5);
      weights.weights.put(counted, Math.log(1 + rarity));
    }
    return weights;
  }

  private static int frequency(IndexReader reader, String term) throws IOException {
    return reader.docFreq(new Term(Index.TEXT, term))
        + reader.docFreq(new Term(Index.HEADING, term));
  }

  /** The commonest term one typo away that begins with the same letter; absent if there is none. */
  private static @Nullable String near(IndexReader reader, String term) throws IOException {
    org.apache.lucene.index.Terms all = MultiTerms.getTerms(reader, Index.TEXT);
    if (all == null || term.length() < SHORTEST_FUZZY) {
      return null;
    }
    FuzzyTermsEnum near = new FuzzyTermsEnum(all, new Term(Index.TEXT, term), 1, 1, true);
    String best = null;
    int most = 0;
    for (BytesRef found = near.next(); found != null; found = near.next()) {
      if (near.docFreq() > most) {
        most = near.docFreq();
        best = found.utf8ToString();
      }
    }
    return best;
  }

  boolean isEmpty() {
    return weights.isEmpty();
  }

  /** The terms that can be looked up. */
  List<String> terms() {
    return weights.keySet().stream().filter(term -> term.indexOf(' ') < 0).toList();
  }

  private double sum() {
    return weights.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The share that these say. */
  double share(Set<String> said) {
    double covered = 0;
    for (Map.Entry<String, Double> weight : weights.entrySet()) {
      covered += said.contains(weight.getKey()) ? weight.getValue() : 0;
    }
    return covered / sum();
  }

  /** The share of the weightiest term that these do not say. */
  double missing(Set<String> said) {
    double most = 0;
    for (Map.Entry<String, Double> weight : weights.entrySet()) {
      most = said.contains(weight.getKey()) ? most : Math.max(most, weight.getValue());
    }
    return most / sum();
  }

  /** The share that no document says. */
  double unknown() {
    return share(unknown);
  }

  /** How many terms these say. */
  long matched(Set<String> said) {
    return weights.keySet().stream().filter(said::contains).count();
  }
}
