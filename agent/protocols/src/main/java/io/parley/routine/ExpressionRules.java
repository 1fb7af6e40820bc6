package io.parley.routine;

import io.parley.message.Shown;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The allow-list of expressions. What is not named here is refused: regular expressions, {@code
 * $eval}, {@code $pad}, clocks, random numbers, the transform and parent operators. A function is
 * called by its built-in name only, and a lambda stands only as the argument of a built-in that
 * takes one; so nothing can call itself, and every call ends.
 */
final class ExpressionRules {
  private static final int WIDEST_RANGE = 1_000;
  private static final int LONGEST_REPLACEMENT = 64;
  private static final Set<String> TYPES =
      Set.of(
          "block",
          "bind",
          "variable",
          "path",
          "name",
          "filter",
          "binary",
          "number",
          "string",
          "value",
          "unary",
          "condition",
          "function",
          "lambda",
          "sort",
          "apply",
          "wildcard",
          "none");
  private static final Set<String> TAKES_LAMBDA =
      Set.of("map", "filter", "reduce", "single", "sift", "each", "sort");
  private static final Set<String> FUNCTIONS =
      Set.of(
          "abs",
          "append",
          "average",
          "base64decode",
          "base64encode",
          "boolean",
          "ceil",
          "contains",
          "count",
          "distinct",
          "each",
          "exists",
          "filter",
          "floor",
          "formatBase",
          "formatNumber",
          "fromMillis",
          "join",
          "keys",
          "length",
          "lookup",
          "lowercase",
          "map",
          "max",
          "merge",
          "min",
          "not",
          "number",
          "power",
          "reduce",
          "replace",
          "reverse",
          "round",
          "sift",
          "single",
          "sort",
          "split",
          "spread",
          "sqrt",
          "string",
          "substring",
          "substringAfter",
          "substringBefore",
          "sum",
          "toMillis",
          "trim",
          "type",
          "uppercase",
          "zip");

  private final Set<String> bound = new HashSet<>();

  /** Throws unless every node is allowed. */
  void check(ExpressionNode root) {
    gather(root);
    node(root, false);
  }

  private void gather(ExpressionNode node) {
    if (node.type().equals("bind")) {
      node.under("lhs").forEach(this::bind);
    }
    if (node.type().equals("lambda")) {
      node.under("arguments").forEach(this::bind);
    }
    node.children().values().forEach(under -> under.forEach(this::gather));
  }

  private void bind(ExpressionNode variable) {
    String name = String.valueOf(variable.value());
    require(
        variable.type().equals("variable") && !FUNCTIONS.contains(name) && !name.equals("$"),
        "function",
        name,
        "must not be bound: it is the name of a function");
    bound.add(name);
  }

  private void node(ExpressionNode node, boolean lambdaAllowed) {
    require(TYPES.contains(node.type()), "operator", node.type(), "is not allowed");
    require(node.marked().isEmpty(), "operator", node.marked(), "is not allowed");
    switch (node.type()) {
      case "variable" -> variable(node);
      case "function" -> {
        function(node);
        return;
      }
      case "lambda" ->
          require(
              lambdaAllowed || node.thunk(),
              "lambda",
              "function",
              "must stand as the argument of one of " + sorted(TAKES_LAMBDA));
      case "binary" -> range(node);
      case "apply" ->
          require(
              node.under("rhs").stream().allMatch(rhs -> rhs.type().equals("function")),
              "operator",
              "~>",
              "must be followed by a call");
      default -> {}
    }
    node.children().values().forEach(under -> under.forEach(child -> node(child, node.thunk())));
  }

  private void variable(ExpressionNode node) {
    String name = String.valueOf(node.value());
    require(
        name.isEmpty() || name.equals("$") || bound.contains(name),
        "variable",
        name,
        "must be bound in the expression");
  }

  private void function(ExpressionNode node) {
    List<ExpressionNode> procedure = node.under("procedure");
    String name = procedure.isEmpty() ? "" : String.valueOf(procedure.get(0).value());
    require(
        procedure.size() == 1
            && procedure.get(0).type().equals("variable")
            && FUNCTIONS.contains(name),
        "function",
        name,
        "is none of the functions that are allowed");
    List<ExpressionNode> arguments = node.under("arguments");
    if (name.equals("toMillis") || name.equals("fromMillis")) {
      require(arguments.size() <= 1, "function", name, "must not be given a picture");
    }
    if (name.equals("replace")) {
      ExpressionNode by = arguments.size() > 2 ? arguments.get(2) : null;
      require(
          by != null
              && by.type().equals("string")
              && String.valueOf(by.value()).length() <= LONGEST_REPLACEMENT,
          "function",
          name,
          "must replace by a literal of at most %d characters".formatted(LONGEST_REPLACEMENT));
    }
    arguments.forEach(argument -> node(argument, TAKES_LAMBDA.contains(name)));
  }

  private static void range(ExpressionNode node) {
    if (!"..".equals(String.valueOf(node.value()))) {
      return;
    }
    Long from = literal(node.under("lhs"));
    Long to = literal(node.under("rhs"));
    require(
        from != null && to != null && to - from <= WIDEST_RANGE && to - from >= -1,
        "range",
        "..",
        "must lie between two literals at most %d apart".formatted(WIDEST_RANGE));
  }

  private static @Nullable Long literal(List<ExpressionNode> nodes) {
    if (nodes.size() == 1
        && nodes.get(0).type().equals("number")
        && nodes.get(0).value() instanceof Number n
        && Math.abs(n.doubleValue()) < 1e9) {
      return n.longValue();
    }
    return null;
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }

  private static void require(boolean holds, String rule, Object value, String says) {
    if (!holds) {
      throw new RoutineException(
          rule, "'%s' %s".formatted(Shown.shortened(String.valueOf(value)), says));
    }
  }
}
