package io.parley.cli;

import io.parley.calibration.Calibration;
import io.parley.calibration.EvaluationCase;
import io.parley.calibration.EvaluationSets;
import io.parley.calibration.HandWritten;
import io.parley.calibration.Outcome;
import io.parley.calibration.Quality;
import io.parley.node.ModelCalibration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code parley model calibrate}: how sure a model's answers are, learnt from questions with known
 * answers.
 */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    description = {
      "Learns how sure a model's answers are, from questions whose answers are known.",
      "Without --cases the built-in questions are asked. For your own: draft a file of cases from"
          + " what a gateway has seen, correct the answers in it by hand, calibrate with it.",
      "",
      "  parley model calibrate --data DIR --questions FILE --draft cases.json",
      "  parley model calibrate --cases cases.json"
    })
final class CalibrateCommand implements Callable<Integer> {
  private static final int MOST_QUESTIONS = 5000;
  private static final int SHOWN_WRONG = 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      defaultValue = "builtin",
      description = "builtin, a name of `parley model list`, or a GGUF file (${DEFAULT-VALUE})")
  private String model = "builtin";

  @Option(names = "--cases", paramLabel = "FILE", description = "questions with their answers")
  private @Nullable Path cases;

  @Option(
      names = "--error-rate",
      paramLabel = "R",
      description =
          "share of questions that may be answered wrongly as sure, for the report"
              + " (${DEFAULT-VALUE}); a node's is its own setting")
  private double errorRate = Calibration.USUAL_ERROR_RATE;

  @Option(names = "--dry-run", description = "report only, keep nothing")
  private boolean dry;

  @Option(names = "--draft", paramLabel = "FILE", description = "write cases to correct by hand")
  private @Nullable Path draft;

  @Option(names = "--data", paramLabel = "DIR", description = "for --draft: a gateway's data")
  private @Nullable Path data;

  @Option(
      names = "--questions",
      paramLabel = "FILE",
      description = "for --draft: your questions, one a line")
  private @Nullable Path questions;

  @Override
  public Integer call() throws IOException {
    if (!(errorRate > 0 && errorRate < 1)) {
      throw new UsageException("--error-rate %s must lie between 0 and 1".formatted(errorRate));
    }
    Path folder = Files.createTempDirectory("parley-calibrate");
    try {
      List<EvaluationCase> asked = asked();
      try (ModelCalibration room = ModelCalibration.of(model, folder, Clock.systemUTC())) {
        Progress progress = Progress.on(spec.commandLine().getErr());
        List<Outcome> outcomes =
            room.ask(
                asked,
                done -> progress.show("%d of %d questions asked".formatted(done, asked.size())));
        progress.end();
        return draft == null ? learn(room, outcomes) : write(draft, outcomes);
      }
    } finally {
      Files.deleteIfExists(folder.resolve("parley-nano.gguf"));
      Files.deleteIfExists(folder);
    }
  }

  private List<EvaluationCase> asked() throws IOException {
    if (draft != null) {
      if (data == null || questions == null || cases != null) {
        throw new UsageException("--draft needs --data and --questions, and no --cases");
      }
      List<String> lines =
          Files.readAllLines(questions).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList();
      return bounded(ModelCalibration.draft(data, lines, Clock.systemUTC()));
    }
    if (data != null || questions != null) {
      throw new UsageException("--data and --questions are for --draft");
    }
    if (cases == null) {
      return EvaluationSets.calibration();
    }
    List<EvaluationCase> own = bounded(own(cases));
    int least = Calibration.least(errorRate);
    if (own.size() < least) {
      throw new UsageException(
          "--cases %s: %d questions must be at least %d, so that an error rate of %s can be shown"
              .formatted(cases, own.size(), least, errorRate));
    }
    return own;
  }

  private static List<EvaluationCase> own(Path file) throws IOException {
    try {
      return HandWritten.read(Files.readAllBytes(file), "");
    } catch (IllegalArgumentException e) {
      throw new UsageException("--cases %s: %s".formatted(file, e.getMessage()));
    }
  }

  private static List<EvaluationCase> bounded(List<EvaluationCase> all) {
    if (all.isEmpty() || all.size() > MOST_QUESTIONS) {
      throw new UsageException(
          "%d questions must be 1 to %d".formatted(all.size(), MOST_QUESTIONS));
    }
    return all;
  }

  private int write(Path file, List<Outcome> outcomes) throws IOException {
    Files.write(file, HandWritten.write(outcomes));
    say(
        "%s holds %d questions with the model's own answers. Correct every \"answer\" that is wrong"
            .formatted(file, outcomes.size()));
    say("(\"unsure\" where the facts do not tell), then: parley model calibrate --cases " + file);
    return ExitCode.ANSWERED;
  }

  private int learn(ModelCalibration room, List<Outcome> outcomes) throws IOException {
    Calibration learnt = room.learn(outcomes);
    report(room, outcomes);
    if (dry) {
      say("nothing is kept (--dry-run)");
    } else {
      say("kept in %s; nodes read it when they start".formatted(ModelCalibration.keep(learnt)));
    }
    return ExitCode.ANSWERED;
  }

  /** Each half is judged by what the other half taught: no question is its own judge. */
  private void report(ModelCalibration room, List<Outcome> outcomes) {
    List<Outcome> even = new ArrayList<>();
    List<Outcome> odd = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      (i % 2 == 0 ? even : odd).add(outcomes.get(i));
    }
    say("model %s, snapshot %s".formatted(room.info().name(), room.info().snapshot()));
    if (!odd.isEmpty()) {
      Quality a = Quality.of(odd, room.learn(even), errorRate);
      Quality b = Quality.of(even, room.learn(odd), errorRate);
      int all = outcomes.size();
      share("answered rightly", a.exact() + b.exact(), a.answerable() + b.answerable());
      share(
          "answered rightly and as sure",
          a.sureAnswerable() + b.sureAnswerable(),
          a.answerable() + b.answerable());
      share("answered wrongly as sure", a.sureWrong() + b.sureWrong(), all);
      share(
          "unanswerable ones given as sure",
          a.sureUnanswerable() + b.sureUnanswerable(),
          a.unanswerable() + b.unanswerable());
    }
    List<Outcome> wrong = outcomes.stream().filter(Outcome::wrong).toList();
    for (Outcome one : wrong.subList(0, Math.min(SHOWN_WRONG, wrong.size()))) {
      String right = one.asked().answer();
      say(
          "wrong: %s | %s | should be: %s"
              .formatted(one.asked().question(), one.text(), right == null ? "unsure" : right));
    }
    if (wrong.size() > SHOWN_WRONG) {
      say("and %d more".formatted(wrong.size() - SHOWN_WRONG));
    }
  }

  private void share(String what, int count, int of) {
    String percent = of == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * count / of);
    say("%-34s %8s  (%d of %d)".formatted(what, percent, count, of));
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
