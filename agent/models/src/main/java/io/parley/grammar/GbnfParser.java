package io.parley.grammar;

import io.parley.grammar.Expression.Alternatives;
import io.parley.grammar.Expression.Characters;
import io.parley.grammar.Expression.Reference;
import io.parley.grammar.Expression.Repetition;
import io.parley.grammar.Expression.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads GBNF as llama.cpp does ({@code grammars/README.md}), only stricter. */
final class GbnfParser {
  private static final int MOST_DEPTH = 32;
  private static final int MOST_RULES = 512;
  private static final int MOST_REPEATS = 1000;

  private final String text;
  private int at;
  private int line = 1;

  GbnfParser(String text) {
    this.text = text;
  }

  Map<String, Expression> rules() {
    Map<String, Expression> rules = new LinkedHashMap<>();
    space(true);
    while (at < text.length()) {
      String name = name();
      space(false);
      if (!text.startsWith("::=", at)) {
        throw wrong("expected ::= after the rule's name " + name);
      }
      at += 3;
      space(true);
      if (rules.put(name, alternatives(0)) != null) {
        throw wrong("rule %s is defined twice".formatted(name));
      }
      if (rules.size() > MOST_RULES) {
        throw wrong("more than %d rules".formatted(MOST_RULES));
      }
      if (at < text.length() && text.charAt(at) != '\n') {
        throw wrong("expected the end of the rule, not " + text.charAt(at));
      }
      space(true);
    }
    return rules;
  }

  private Expression alternatives(int depth) {
    if (depth > MOST_DEPTH) {
      throw wrong("nested deeper than %d".formatted(MOST_DEPTH));
    }
    List<Expression> options = new ArrayList<>();
    options.add(sequence(depth));
    while (peek() == '|') {
      at++;
      space(true);
      options.add(sequence(depth));
    }
    return options.size() == 1 ? options.get(0) : new Alternatives(options);
  }

  private Expression sequence(int depth) {
    List<Expression> parts = new ArrayList<>();
    while (true) {
      Expression part;
      int start = line;
      char c = peek();
      if (c == '"') {
        part = literal();
      } else if (c == '[') {
        part = set();
      } else if (c == '(') {
        at++;
        space(true);
        part = alternatives(depth + 1);
        if (peek() != ')') {
          throw wrong("expected )");
        }
        at++;
      } else if (c == '.') {
        at++;
        part = new Characters(1);
      } else if (isWord(c)) {
        part = new Reference(name(), line);
      } else {
        return new Sequence(parts);
      }
      space(depth > 0);
      parts.add(repeated(part, start, depth));
    }
  }

  private Expression repeated(Expression part, int start, int depth) {
    Expression whole = part;
    char c = peek();
    if (c == '*' || c == '+' || c == '?') {
      at++;
      whole = new Repetition(part, c == '+' ? 1 : 0, c == '?' ? 1 : -1, start);
    } else if (c == '{') {
      at++;
      space(false);
      int least = number();
      int most = least;
      space(false);
      if (peek() == ',') {
        at++;
        space(false);
        most = peek() == '}' ? -1 : number();
        space(false);
      }
      if (peek() != '}' || (most >= 0 && most < least)) {
        throw wrong("repetition must be {m}, {m,} or {m,n} with m <= n");
      }
      at++;
      whole = new Repetition(part, least, most, start);
    }
    space(depth > 0);
    char next = peek();
    if (whole != part && (next == '*' || next == '+' || next == '?' || next == '{')) {
      throw wrong("a repetition of a repetition needs parentheses");
    }
    return whole;
  }

  private Expression literal() {
    at++;
    int count = 0;
    while (peek() != '"') {
      character('"');
      count++;
    }
    at++;
    return new Characters(count);
  }

  private Expression set() {
    at++;
    if (peek() == '^') {
      at++;
    }
    if (peek() == ']') {
      throw wrong("an empty set matches nothing");
    }
    while (peek() != ']') {
      int low = character(']');
      if (peek() == '-' && at + 1 < text.length() && text.charAt(at + 1) != ']') {
        at++;
        int high = character(']');
        if (high < low) {
          throw wrong("a range must not fall");
        }
      }
    }
    at++;
    return new Characters(1);
  }

  private int character(char close) {
    if (at >= text.length() || text.charAt(at) == '\n') {
      throw wrong("expected " + close + " before the end of the line");
    }
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    if (c != '\\') {
      return c;
    }
    char escaped = peek();
    at++;
    return switch (escaped) {
      case 'x' -> hex(2);
      case 'u' -> hex(4);
      case 'U' -> hex(8);
      case 't', 'r', 'n', '\\', '"', '[', ']' -> escaped;
      default -> throw wrong("unknown escape \\" + escaped);
    };
  }

  private int hex(int digits) {
    try {
      int value = Integer.parseUnsignedInt(text.substring(at, at + digits), 16);
      at += digits;
      return value;
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw wrong("expected %d hex digits".formatted(digits));
    }
  }

  private int number() {
    int start = at;
    while (peek() >= '0' && peek() <= '9' && at - start < 6) {
      at++;
    }
    if (start == at) {
      throw wrong("expected a number");
    }
    int value = Integer.parseInt(text.substring(start, at));
    if (value > MOST_REPEATS) {
      throw wrong("repetition %d must be at most %d".formatted(value, MOST_REPEATS));
    }
    return value;
  }

  private String name() {
    int start = at;
    while (isWord(peek())) {
      at++;
    }
    if (start == at) {
      throw wrong("expected a rule's name");
    }
    return text.substring(start, at);
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  }

  /** Skips blanks and comments, and line ends if they mean nothing here. */
  private void space(boolean lineEnds) {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        while (at < text.length() && text.charAt(at) != '\n') {
          at++;
        }
      } else if (c == ' ' || c == '\t' || c == '\r' || (lineEnds && c == '\n')) {
        line += c == '\n' ? 1 : 0;
        at++;
      } else {
        return;
      }
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private GrammarException wrong(String what) {
    return new GrammarException("grammar, line %d: %s".formatted(line, what));
  }
}
