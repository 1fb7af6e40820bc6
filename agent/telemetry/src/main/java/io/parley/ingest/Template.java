package io.parley.ingest;

import io.parley.knowledge.Conversion;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value template of Home Assistant, as far as it takes one value and changes it by constant
 * factors and offsets. Source: the Jinja template designer documentation, "Expressions", and Home
 * Assistant's "Templating".
 *
 * @param path where in the payload the value stands
 * @param conversion what is done to it; absent: nothing
 * @param understood whether that is all that is done to it
 */
record Template(String path, @Nullable Conversion conversion, boolean understood) {
  private static final int LONGEST = 300;
  private static final int DEEPEST = 20;
  private static final Pattern EXPRESSION =
      Pattern.compile("\\{\\{-?\\s*([^{}]*?(?:\\{[^{}]*}[^{}]*?)?)\\s*-?}}", Pattern.DOTALL);

  /** A value of the payload, wherever it stands in a template. */
  private static final Pattern SOURCE =
      Pattern.compile(
          "(?<![\\w.'\"])value(?:_json((?:\\.[A-Za-z_]\\w*(?!\\w*\\()|\\[\\s*(?:'[^']{1,100}'|\"[^\"]{1,100}\"|\\d{1,4})\\s*])+))?(?![\\w.\\[])");

  private static final Pattern STEP =
      Pattern.compile("\\.(\\w+)|\\[\\s*['\"]?([^'\"\\]]+?)['\"]?\\s*]");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
  private static final Pattern STRING = Pattern.compile("'[^']*'|\"[^\"]*\"");
  private static final Pattern FORMATS = Pattern.compile(".%-?[0-9]*(?:\\.[0-9]+)?[dfisg].");

  /** Filters that do not change which value it is. */
  private static final Set<String> SAME =
      Set.of(
          "float",
          "int",
          "round",
          "default",
          "d",
          "string",
          "trim",
          "is_defined",
          "lower",
          "upper");

  /** Reads a template; absent where it takes no value or several. */
  static @Nullable Template of(String template) {
    if (template.length() > LONGEST) {
      return null;
    }
    Matcher whole = EXPRESSION.matcher(template.strip());
    if (whole.matches()) {
      Linear read = new Parser(whole.group(1).strip()).whole();
      if (read != null && read.path() != null && read.factor().signum() != 0) {
        return new Template(read.path(), read.conversion(), true);
      }
    }
    Set<String> paths = new LinkedHashSet<>();
    Matcher source = SOURCE.matcher(template);
    while (source.find()) {
      paths.add(path(source));
    }
    return paths.size() == 1 ? new Template(paths.iterator().next(), null, false) : null;
  }

  private static String path(Matcher source) {
    if (source.group(1) == null) {
      return "";
    }
    StringBuilder path = new StringBuilder();
    Matcher step = STEP.matcher(source.group(1));
    while (step.find()) {
      path.append(path.isEmpty() ? "" : ".")
          .append(Objects.requireNonNullElse(step.group(1), step.group(2)));
    }
    return path.toString();
  }

  /** {@code factor * the value at path + offset}; without a path the offset alone. */
  private record Linear(@Nullable String path, BigDecimal factor, BigDecimal offset) {
    static Linear number(BigDecimal number) {
      return new Linear(null, BigDecimal.ZERO, number);
    }

    @Nullable Conversion conversion() {
      boolean same = factor.compareTo(BigDecimal.ONE) == 0 && offset.signum() == 0;
      return same ? null : new Conversion(factor, offset);
    }

    @Nullable Linear plus(Linear other, boolean minus) {
      if (path != null && other.path != null) {
        return null;
      }
      BigDecimal sign = minus ? BigDecimal.ONE.negate() : BigDecimal.ONE;
      return new Linear(
          path == null ? other.path : path,
          factor.add(other.factor.multiply(sign)),
          offset.add(other.offset.multiply(sign)));
    }

    @Nullable Linear times(Linear other) {
      if (path != null && other.path != null) {
        return null;
      }
      Linear of = path == null ? other : this;
      BigDecimal by = path == null ? offset : other.offset;
      return new Linear(of.path, of.factor.multiply(by), of.offset.multiply(by));
    }

    @Nullable Linear over(Linear other) {
      if (other.path != null || other.offset.signum() == 0) {
        return null;
      }
      return new Linear(
          path,
          factor.divide(other.offset, MathContext.DECIMAL64),
          offset.divide(other.offset, MathContext.DECIMAL64));
    }
  }

  /** Recursive descent over an expression; every part is null where it is not understood. */
  private static final class Parser {
    private final String text;
    private int at;
    private int depth;

    Parser(String text) {
      this.text = text;
    }

    @Nullable Linear whole() {
      Linear read = sum();
      skip();
      return at == text.length() ? read : null;
    }

    private @Nullable Linear sum() {
      Linear left = product();
      while (left != null && (next("+") || next("-"))) {
        boolean minus = text.charAt(at - 1) == '-';
        Linear right = product();
        left = right == null ? null : left.plus(right, minus);
      }
      return left;
    }

    private @Nullable Linear product() {
      Linear left = filtered();
      while (left != null && (next("*") || next("/"))) {
        boolean over = text.charAt(at - 1) == '/';
        Linear right = filtered();
        left = right == null ? null : over ? left.over(right) : left.times(right);
      }
      return left;
    }

    private @Nullable Linear filtered() {
      if (next("-")) {
        Linear of = filtered();
        return of == null ? null : of.times(Linear.number(BigDecimal.ONE.negate()));
      }
      String format = match(STRING);
      Linear of = null;
      if (format == null) {
        of = atom();
      } else if (!FORMATS.matcher(format).matches()
          || !next("|")
          || !"format".equals(match(WORD))
          || !next("(")) {
        return null;
      } else {
        of = inParentheses();
      }
      while (of != null && next("|")) {
        of = filter(of);
      }
      return of;
    }

    private @Nullable Linear filter(Linear of) {
      String name = match(WORD);
      if (name == null) {
        return null;
      }
      if (name.equals("multiply") || name.equals("add")) {
        Linear by = next("(") ? inParentheses() : null;
        return by == null ? null : name.equals("add") ? of.plus(by, false) : of.times(by);
      }
      return SAME.contains(name) && arguments() ? of : null;
    }

    /** Skips the arguments of a filter, which are constants; whether they were. */
    private boolean arguments() {
      if (!next("(")) {
        return true;
      }
      while (!next(")")) {
        next("-");
        if (match(NUMBER) == null && match(STRING) == null && match(WORD) == null) {
          return false;
        }
        next(",");
        next("=");
      }
      return true;
    }

    private @Nullable Linear inParentheses() {
      if (depth++ > DEEPEST) {
        return null;
      }
      Linear inner = sum();
      depth--;
      return next(")") ? inner : null;
    }

    private @Nullable Linear atom() {
      skip();
      if (next("(")) {
        return inParentheses();
      }
      String number = match(NUMBER);
      if (number != null) {
        return Linear.number(new BigDecimal(number));
      }
      Matcher source = SOURCE.matcher(text);
      if (source.find(at) && source.start() == at) {
        at = source.end();
        return new Linear(path(source), BigDecimal.ONE, BigDecimal.ZERO);
      }
      String function = match(WORD);
      if (("float".equals(function) || "int".equals(function)) && next("(")) {
        Linear inner = sum();
        boolean more = next(",") && (match(NUMBER) == null && match(WORD) == null);
        return !more && next(")") ? inner : null;
      }
      return null;
    }

    private @Nullable String match(Pattern pattern) {
      skip();
      Matcher matcher = pattern.matcher(text).region(at, text.length());
      if (!matcher.lookingAt()) {
        return null;
      }
      at = matcher.end();
      return matcher.group();
    }

    private boolean next(String symbol) {
      skip();
      if (text.startsWith(symbol, at)) {
        at += symbol.length();
        return true;
      }
      return false;
    }

    private void skip() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }
  }
}
