package io.parley.documents;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Fits the logistic regression and chooses thresholds by error rate; the same input, the same
 * output.
 */
final class RelevanceFit {
  private static final double RIDGE = 0.02;
  private static final int STEPS = 4_000;
  private static final double RATE = 0.5;
  private static final int FOLDS = 10;
  private static final double[] ERROR_RATES = {0.02, 0.05, 0.1, 0.2};

  private RelevanceFit() {}

  /** The features of a passage and whether it is the answer. */
  record Example(double[] features, boolean answer) {}

  /** The likeliest passage of a question, by a model that did not see the question. */
  record Judged(double probability, boolean answer) {}

  static double[] weights(List<Example> examples) {
    int n = examples.get(0).features().length;
    double[] weights = new double[n];
    long answers = examples.stream().filter(Example::answer).count();
    double balance = (double) (examples.size() - answers) / answers;
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = new double[n];
      double total = 0;
      for (Example example : examples) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
          sum += weights[i] * example.features()[i];
        }
        double weight = example.answer() ? Math.min(3, balance) : 1;
        double error = (example.answer() ? 1 : 0) - 1 / (1 + Math.exp(-sum));
        total += weight;
        for (int i = 0; i < n; i++) {
          gradient[i] += weight * error * example.features()[i];
        }
      }
      for (int i = 0; i < n; i++) {
        double ridge = i == 0 ? 0 : RIDGE * weights[i] / examples.size() * 10;
        weights[i] += RATE * (gradient[i] / total - ridge);
      }
    }
    return weights;
  }

  /** Each question's best passage, judged by a model fitted on the other folds. */
  static List<Judged> crossValidated(List<List<Example>> questions) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, questions.size()).boxed().toList());
    Collections.shuffle(order, new Random(1));
    List<Judged> judged = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      int mine = fold;
      List<Example> others = new ArrayList<>();
      IntStream.range(0, order.size())
          .filter(i -> i % FOLDS != mine)
          .forEach(i -> others.addAll(questions.get(order.get(i))));
      RelevanceModel model = new RelevanceModel(weights(others), new java.util.TreeMap<>());
      IntStream.range(0, order.size())
          .filter(i -> i % FOLDS == mine && !questions.get(order.get(i)).isEmpty())
          .forEach(i -> judged.add(best(model, questions.get(order.get(i)))));
    }
    return judged;
  }

  private static Judged best(RelevanceModel model, List<Example> passages) {
    return passages.stream()
        .map(p -> new Judged(model.probability(p.features()), p.answer()))
        .max(Comparator.comparingDouble(Judged::probability))
        .orElseThrow();
  }

  /**
   * The least threshold at which wrong ones among those given, counted with one more wrong, are at
   * most the error rate; infinite if there is none.
   */
  static double threshold(List<Judged> judged, double errorRate) {
    List<Judged> sorted = new ArrayList<>(judged);
    sorted.sort(Comparator.comparingDouble(j -> -j.probability()));
    double found = Double.POSITIVE_INFINITY;
    int wrong = 0;
    for (int given = 1; given <= sorted.size(); given++) {
      wrong += sorted.get(given - 1).answer() ? 0 : 1;
      if ((wrong + 1.0) / (given + 1.0) <= errorRate) {
        found = sorted.get(given - 1).probability();
      }
    }
    return found;
  }

  /** The model as {@code relevance.txt} holds it. */
  static String text(List<List<Example>> questions) {
    List<Example> all = questions.stream().flatMap(List::stream).toList();
    StringBuilder text =
        new StringBuilder("# Written by RelevanceTest from fit.tsv; do not edit.\nweights");
    for (double weight : weights(all)) {
      text.append(String.format(Locale.ROOT, " %.4f", weight));
    }
    text.append('\n');
    List<Judged> judged = crossValidated(questions);
    for (double errorRate : ERROR_RATES) {
      double threshold = threshold(judged, errorRate);
      if (Double.isFinite(threshold)) {
        text.append(String.format(Locale.ROOT, "threshold %s %.4f%n", errorRate, threshold));
      }
    }
    return text.toString();
  }
}
