package io.parley.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.prompt.Prompt;
import io.parley.prompt.Sheet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The answers of the cases are worked out apart from the prompts, which must offer them. */
final class CasesTest {
  @Test
  void theSameSeedMakesTheSameCases() {
    assertEquals(HeldOut.cases(50, 7), HeldOut.cases(50, 7));
  }

  @Test
  void offersTheAnswersOfNearlyAllGeneratedCases() {
    assertTrue(offered(HeldOut.cases(1000, 42)) >= 0.985, "too few answers are offered");
  }

  @Test
  void offersTheAnswersOfNearlyAllHandWrittenCases() {
    List<EvaluationCase> all = HandWritten.builtIn("held");

    assertTrue(all.size() >= 150, "too few cases: " + all.size());
    assertTrue(offered(all) >= 0.97, "too few answers are offered: " + offered(all));
  }

  private static double offered(List<EvaluationCase> all) {
    List<EvaluationCase> known = all.stream().filter(EvaluationCase::answerable).toList();
    return (double) known.stream().filter(CasesTest::offers).count() / known.size();
  }

  private static boolean offers(EvaluationCase each) {
    Prompt prompt = Sheet.render(each.question(), each.facts(), each.now());
    String answer = each.answer();
    return answer != null && prompt.read(answer).isPresent();
  }
}
