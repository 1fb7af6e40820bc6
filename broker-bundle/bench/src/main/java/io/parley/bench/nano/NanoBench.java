package io.parley.bench.nano;

import io.parley.bench.BenchRow;
import io.parley.calibration.Calibration;
import io.parley.calibration.Evaluation;
import io.parley.calibration.EvaluationCase;
import io.parley.calibration.EvaluationSets;
import io.parley.calibration.Outcome;
import io.parley.calibration.Quality;
import io.parley.prompt.Candidate;
import io.parley.prompt.Prompt;
import io.parley.prompt.Questions;
import io.parley.prompt.Sheet;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** {@code ./parley bench nano}. The peer of every row is the figure that the model is held to. */
public final class NanoBench {
  private static final int FULL_SHEET = 30;

  private final Consumer<String> line;
  private boolean met = true;

  private NanoBench(Consumer<String> line) {
    this.line = line;
  }

  /**
   * Asks the built-in model all evaluation cases.
   *
   * @param line hears each row, one JSON object a line
   * @return whether every goal was met
   * @throws IOException if the model cannot be unpacked
   */
  public static boolean run(Consumer<String> line, Clock clock) throws IOException {
    NanoBench bench = new NanoBench(line);
    try (NanoModel model = NanoModel.open(clock)) {
      Evaluation evaluation = new Evaluation(model.worker(), clock);
      bench.measure("generated", evaluation, EvaluationSets.evaluation(), model.calibration());
      bench.measure("by-hand", evaluation, EvaluationSets.handWritten(), model.calibration());
      bench.measure("by-others", evaluation, EvaluationSets.byOthers(), model.calibration());
    }
    return bench.met;
  }

  private void measure(
      String set, Evaluation evaluation, List<EvaluationCase> cases, Calibration calibration) {
    List<Outcome> outcomes = evaluation.run(cases);
    Quality quality = Quality.of(outcomes, calibration, Calibration.USUAL_ERROR_RATE);
    share(set + "-exact", quality.exact(), quality.answerable(), 0.97);
    share(set + "-of-the-sheet", copied(outcomes), outcomes.size(), 0.99);
    share(set + "-answered-as-sure", quality.sureAnswerable(), quality.answerable(), 0.90);
    row(
        set + "-unknown-given-as-sure",
        part(quality.sureUnanswerable(), quality.unanswerable()),
        0.02,
        "share",
        false,
        quality.unanswerable());
    row(set + "-auroc", quality.auroc(), 0.97, "1", true, outcomes.size());
    row(set + "-ece", quality.ece(), 0.03, "1", false, outcomes.size());
    long[] full =
        outcomes.stream()
            .filter(o -> o.asked().facts().size() == FULL_SHEET)
            .mapToLong(Outcome::ms)
            .sorted()
            .toArray();
    if (full.length > 0) {
      row(set + "-30-facts-median", (double) full[full.length / 2], 250, "ms", false, full.length);
    }
  }

  /** Answers whose names and numbers are the sheet's to the letter, or that are unsure. */
  private static int copied(List<Outcome> outcomes) {
    return (int) outcomes.stream().filter(NanoBench::ofTheSheet).count();
  }

  private static boolean ofTheSheet(Outcome outcome) {
    EvaluationCase asked = outcome.asked();
    List<Prompt> prompts =
        Questions.apart(asked.question(), asked.facts()).stream()
            .map(part -> Sheet.render(part, asked.facts(), asked.now()))
            .toList();
    return outcome.text().equals(Candidate.UNSURE) || offered(outcome.text(), prompts);
  }

  private static boolean offered(String text, List<Prompt> prompts) {
    if (prompts.size() == 1) {
      return prompts.get(0).read(text).isPresent();
    }
    String joint = Prompt.SEPARATOR + " ";
    for (int at = text.indexOf(joint); at >= 0; at = text.indexOf(joint, at + 1)) {
      if (prompts.get(0).read(text.substring(0, at)).isPresent()
          && offered(text.substring(at + joint.length()), prompts.subList(1, prompts.size()))) {
        return true;
      }
    }
    return false;
  }

  private void share(String measure, int count, int of, double goal) {
    row(measure, part(count, of), goal, "share", true, of);
  }

  private static double part(int count, int of) {
    return of == 0 ? 0 : (double) count / of;
  }

  private void row(
      String measure, double ours, double goal, String unit, boolean higher, int runs) {
    BenchRow row =
        new BenchRow(
            "nano",
            measure,
            ours,
            goal,
            "the figure it is held to",
            unit,
            ours / goal,
            higher ? BenchRow.Better.HIGHER : BenchRow.Better.LOWER,
            1,
            runs,
            1);
    met &= row.met();
    line.accept(row.json());
  }
}
