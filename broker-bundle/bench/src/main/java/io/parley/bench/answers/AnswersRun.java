package io.parley.bench.answers;

import io.parley.language.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Prints how each question of a set came out; for the work on language packs. */
final class AnswersRun {
  private AnswersRun() {}

  /** Runs over the files named. */
  public static void main(String[] files) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Map<SetScore.Verdict, Integer> all = new EnumMap<>(SetScore.Verdict.class);
    for (String file : files) {
      AnswerSet set = AnswerSet.read(Path.of(file));
      SetSite site = new SetSite(set);
      Map<SetScore.Verdict, Integer> counts = new EnumMap<>(SetScore.Verdict.class);
      if (System.getProperty("series") != null) {
        site.site()
            .series()
            .forEach(
                each ->
                    out.println("  " + each + " " + site.site().current(each.id()).orElse(null)));
      }
      for (AnswerSet.Question question : set.questions()) {
        Outcome outcome = site.ask(question.text());
        SetScore.Verdict verdict = SetScore.judge(question, outcome, 0.97);
        counts.merge(verdict, 1, Integer::sum);
        all.merge(verdict, 1, Integer::sum);
        out.println(
            verdict
                + "\t"
                + question.id()
                + "\t"
                + question.text()
                + "\t"
                + question.must()
                + "\tNOT "
                + question.mustNot()
                + "\n\t\t"
                + outcome);
      }
      out.println(set.name() + " " + counts);
    }
    out.println("all " + all);
  }
}
