package io.parley.documents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * From features to the probability that a passage is the answer (a logistic regression), and the
 * probability from which on it may be given as one, for an error rate. Both stand in {@code
 * relevance.txt}, written by the fit in the tests from questions written by hand.
 *
 * @param weights one for each feature of {@link Relevance}, the first for the constant
 * @param thresholds the least probability by the error rate that it keeps, error rates 0 to 1
 */
record RelevanceModel(double[] weights, NavigableMap<Double, Double> thresholds) {

  static RelevanceModel shipped() {
    return Shipped.MODEL;
  }

  private static final class Shipped {
    private static final RelevanceModel MODEL = read();

    private Shipped() {}

    private static RelevanceModel read() {
      try (InputStream in = RelevanceModel.class.getResourceAsStream("relevance.txt")) {
        if (in == null) {
          throw new IllegalStateException("relevance.txt must be beside its class");
        }
        return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static RelevanceModel of(String text) {
    NavigableMap<Double, Double> thresholds = new TreeMap<>();
    double[] weights = {};
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ");
      if (words[0].equals("weights")) {
        weights = Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray();
      } else if (words[0].equals("threshold")) {
        thresholds.put(Double.valueOf(words[1]), Double.valueOf(words[2]));
      }
    }
    return new RelevanceModel(weights, thresholds);
  }

  /** How likely the features are those of an answer. */
  double probability(double[] features) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * features[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }

  /**
   * The probability from which on a passage may be given as an answer; above 1 where the questions
   * it was fitted on are too few to vouch for so low an error rate.
   */
  double threshold(double errorRate) {
    Map.Entry<Double, Double> kept = thresholds.floorEntry(errorRate);
    return kept == null ? Double.POSITIVE_INFINITY : kept.getValue();
  }
}
