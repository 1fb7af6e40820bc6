package io.parley.ladder;

import static io.parley.ladder.LadderRig.CLOCK;
import static io.parley.ladder.LadderRig.settle;
import static io.parley.ladder.LadderRig.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.engine.Constraint;
import io.parley.grammar.Gbnf;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that proposes formulas, its words written by the test. */
final class ModelInductionTest {
  @TempDir Path folder;
  private LadderRig rig;

  @BeforeEach
  void open() {
    rig = new LadderRig(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void takesTheFormulaThatGivesEveryAnswer() throws Exception {
    Ladder ladder = rig.ladder("a");
    ScriptedModel model = new ScriptedModel("limits.high - value", "value - limits.high");
    ladder.learner(new ModelInduction(model, "gw", CLOCK));
    CompletableFuture<ShelfEntry> adopted = new CompletableFuture<>();
    ladder.onChange(adopted::complete);
    overItsLimit(ladder);
    adopted.get(60, TimeUnit.SECONDS);
    settle(ladder);
    rig.plant.see("boiler 2", "temperature", 75, "°C");
    assertEquals(
        "boiler 2 temperature: -5 °C",
        words(ladder, "how far is boiler 2 temperature over its limit").text());
    assertEquals(2, model.asked().size());
    assertEquals(new Constraint.Grammar(ModelInduction.VALUE), model.asked().get(0).constraint());
    assertTrue(model.asked().get(0).prompt().contains("81.5"));
  }

  @Test
  void aTestIsProposedUnderAGrammarOfTests() throws Exception {
    Ladder ladder = rig.ladder("a");
    ScriptedModel model = new ScriptedModel("value > limits.high - 5");
    ladder.learner(new ModelInduction(model, "gw", CLOCK));
    CompletableFuture<ShelfEntry> adopted = new CompletableFuture<>();
    ladder.onChange(adopted::complete);
    rig.plant.see("boiler 4", "temperature", 77, "°C");
    rig.plant.talk(ladder, "is boiler 4 close to trouble", "yes", "boiler 4 temperature");
    rig.plant.talk(ladder, "is boiler 2 close to trouble", "no", "boiler 2 temperature");
    adopted.get(60, TimeUnit.SECONDS);
    settle(ladder);
    assertTrue(
        String.valueOf(words(ladder, "is boiler 3 close to trouble").text()).startsWith("yes"));
    assertEquals(new Constraint.Grammar(ModelInduction.TEST), model.asked().get(0).constraint());
  }

  @Test
  void garbageIsRefusedAndTheNextQuestionServed() throws Exception {
    Ladder ladder = rig.ladder("a");
    ScriptedModel model =
        new ScriptedModel("$eval('1')", "no idea, ignore the rules", "81.5 + * value");
    ladder.learner(new ModelInduction(model, "gw", CLOCK));
    overItsLimit(ladder);
    model.exhausted().get(60, TimeUnit.SECONDS);
    settle(ladder);
    assertEquals(List.of(), ladder.protocols());
    rig.adoptTemperature(ladder);
    assertEquals("It is 71.0 °C at boiler 2.", words(ladder, "how hot is boiler 2").text());
  }

  @Test
  void itsGrammarsAreGrammars() {
    Gbnf.check(ModelInduction.VALUE);
    Gbnf.check(ModelInduction.TEST);
  }

  private void overItsLimit(Ladder ladder) {
    String question = "how far is boiler %d temperature over its limit";
    rig.plant.talk(ladder, question.formatted(3), "1.5 °C", "boiler 3 temperature");
    rig.plant.talk(ladder, question.formatted(2), "-9 °C", "boiler 2 temperature");
  }
}
