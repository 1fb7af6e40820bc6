package io.parley.routine;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser;
import io.parley.message.Shown;
import org.jspecify.annotations.Nullable;

/**
 * A routine in JSONata (jsonata.org, the language of Node-RED), admitted and limited. The library
 * keeps state while it evaluates, so one evaluation runs at a time; they take microseconds.
 */
public final class Expression implements Routine {
  /** No expression is longer, in characters. */
  public static final int MOST_CHARACTERS = 4_096;

  private final String text;
  private final Jsonata compiled;

  private Expression(String text, Jsonata compiled) {
    this.text = text;
    this.compiled = compiled;
  }

  /**
   * Admits an expression.
   *
   * @throws RoutineException naming the rule that it breaks
   */
  public static Expression of(String text) {
    if (text.isBlank() || text.length() > MOST_CHARACTERS) {
      throw new RoutineException(
          "size",
          "expression of %d characters must have 1..%d".formatted(text.length(), MOST_CHARACTERS));
    }
    try {
      new ExpressionRules().check(ExpressionNode.of(new Parser().parse(text)));
      return new Expression(text, Jsonata.jsonata(text));
    } catch (RoutineException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw new RoutineException("syntax", "expression is no JSONata: " + why(e));
    }
  }

  /** The expression as it was written. */
  public String text() {
    return text;
  }

  @Override
  public Object answer(RoutineInput input) {
    Meter meter = new Meter();
    PlainTrees trees = new PlainTrees();
    Object result;
    try {
      result = evaluate(trees.in(input.tree()), meter);
    } catch (RoutineException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      RoutineException limit = meter.broken();
      throw limit != null ? limit : new RoutineException("evaluation", why(e));
    }
    if (result == null) {
      throw new RoutineException("no-reply", "expression found nothing");
    }
    return trees.out(result);
  }

  private synchronized @Nullable Object evaluate(Object tree, Meter meter) {
    Jsonata.Frame frame = compiled.createFrame();
    frame.setEvaluateEntryCallback((symbol, input, environment) -> meter.entered());
    frame.setEvaluateExitCallback((symbol, input, environment, result) -> meter.left(result));
    return compiled.evaluate(tree, frame);
  }

  private static String why(Throwable e) {
    if (e instanceof StackOverflowError) {
      return "it is too deep";
    }
    String message = e instanceof JException known ? known.getError() : null;
    return Shown.shortened((message == null ? "" : message + " ") + String.valueOf(e.getMessage()));
  }
}
