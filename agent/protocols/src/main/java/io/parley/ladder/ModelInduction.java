package io.parley.ladder;

import io.parley.engine.Constraint;
import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.LanguageModel;
import io.parley.engine.Sampling;
import io.parley.routine.FactTrees;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where code finds no expression, a model of general knowledge proposes some, under a grammar that
 * lets it say nothing else. What it says is a guess like any other: taken only if it passes the
 * vectors and reproduces every exchange, and the exchanges had different answers. Waits for the
 * model; to be asked on a thread that may.
 */
public final class ModelInduction implements Learner {
  /** What the model is told; the exchanges follow as data. */
  public static final String INSTRUCTION =
      "Below are questions, the fact that each is about as JSON, and the right answers. Write the"
          + " one formula over the fields of the fact that gives every answer. Fields: value,"
          + " limits.high, limits.low, windows[0].min, windows[0].max, windows[0].mean;"
          + " $$.body.limit is the number in the question. Write only the formula.";

  /** The values that a formula may give, and the tests that it may make. */
  static final String VALUE =
      """
      root ::= sum
      sum ::= product ((" + " | " - ") product)?
      product ::= factor ((" * " | " / ") factor)?
      factor ::= field | number | function
      function ::= ("$round" | "$abs" | "$floor" | "$ceil") "(" sum ")"
      field ::= "value" | "limits.high" | "limits.low" | "$$.body.limit" | window
      window ::= "windows[" [0-2] "]." ("min" | "max" | "mean" | "count")
      number ::= [1-9] [0-9]? [0-9]? [0-9]?
      """;

  static final String TEST =
      VALUE.replace(
          "root ::= sum\n",
          """
          root ::= test ((" and " | " or ") test)?
          test ::= sum (" > " | " >= " | " < " | " <= " | " = ") sum
          """);

  private static final Logger LOG = LoggerFactory.getLogger(ModelInduction.class);
  private static final int PROPOSALS = 3;
  private static final int MOST_TOKENS = 64;
  private static final int MOST_SHOWN = 4;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final LanguageModel model;
  private final FactInduction facts;
  private final Clock clock;

  /**
   * Has this model propose.
   *
   * @param model one that follows instructions, its template and {@link #INSTRUCTION} round it
   * @param author signs its documents with this name
   */
  public ModelInduction(LanguageModel model, String author, Clock clock) {
    this.model = model;
    this.facts = new FactInduction(author);
    this.clock = clock;
  }

  @Override
  public Optional<String> kind(Exchange exchange) {
    return facts.kind(exchange).map("model|"::concat);
  }

  @Override
  public Optional<Learned> learn(List<Exchange> exchanges) {
    List<Aim> aims = FactInduction.aims(exchanges);
    if (aims.isEmpty() || exchanges.stream().map(Exchange::answer).distinct().count() < 2) {
      return Optional.empty();
    }
    boolean decision = Hypothesis.says(exchanges.get(0).answer()).isPresent();
    for (int i = 0; i < PROPOSALS; i++) {
      Optional<Learned> learned =
          propose(aims, decision, i).flatMap(said -> test(said, decision, aims));
      if (learned.isPresent()) {
        return learned;
      }
    }
    return Optional.empty();
  }

  private Optional<Learned> test(String said, boolean decision, List<Aim> aims) {
    boolean limit = aims.get(0).skeleton().contains(Aim.LIMIT);
    if (limit != said.contains("$$.body.limit")) {
      return Optional.empty();
    }
    Hypothesis proposed =
        new Hypothesis(
            decision ? "answer" : "value",
            decision ? Hypothesis.yesOrNo(said) : said,
            decision,
            limit,
            Set.of(),
            Set.of());
    Optional<Learned> learned =
        aims.stream().allMatch(proposed::suits) ? facts.test(proposed, aims) : Optional.empty();
    LOG.info(
        "the model proposed '{}', which {}",
        said,
        learned.isPresent() ? "gives every answer" : "does not give the answers");
    return learned;
  }

  private Optional<String> propose(List<Aim> aims, boolean decision, int attempt) {
    GenerationRequest request =
        new GenerationRequest(
            "",
            prompt(aims),
            MOST_TOKENS,
            clock.instant().plus(LIMIT),
            new Constraint.Grammar(decision ? TEST : VALUE),
            attempt == 0 ? Sampling.GREEDY : new Sampling(0.8f, 0.95f, attempt),
            List.of(),
            0,
            null);
    try {
      Generation said = model.generate(request, GenerationListener.NONE).join();
      return said.end() == Generation.End.COMPLETE && !said.text().isBlank()
          ? Optional.of(said.text().strip())
          : Optional.empty();
    } catch (CompletionException | EngineException e) {
      LOG.info("the model proposed nothing: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static String prompt(List<Aim> aims) {
    List<String> lines = new ArrayList<>();
    for (Aim aim : aims.subList(0, Math.min(MOST_SHOWN, aims.size()))) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("question", aim.exchange().question());
      shown.put("fact", FactTrees.of(aim.fact()));
      shown.put("answer", aim.exchange().answer());
      lines.add(new String(Payloads.bytes(shown), StandardCharsets.UTF_8));
    }
    return String.join("\n", lines) + "\n";
  }
}
